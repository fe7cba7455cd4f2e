package dev.migrate;

import dev.migrate.server.Identifier;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose statements pass a gate before they are sent, whoever makes them: scripts, or
 * classes of the project.
 */
final class ConfinedConnection {

  private static final Set<String> TAKING_SQL =
      Set.of(
          "execute",
          "executeQuery",
          "executeUpdate",
          "executeLargeUpdate",
          "addBatch",
          "prepareStatement",
          "prepareCall");

  private final Connection raw;
  private final Gate gate;
  private final Connection proxy;

  private ConfinedConnection(Connection raw, Gate gate) {
    this.raw = raw;
    this.gate = gate;
    this.proxy = proxy(Connection.class, raw);
  }

  /** What decides on statements. */
  @FunctionalInterface
  interface Gate {
    /**
     * The statement to send in place of one.
     *
     * @param raw the connection, to ask the server with
     * @throws dev.migrate.outcome.MigrateException if none is to be sent
     */
    String admit(Connection raw, String sql) throws SQLException;
  }

  /** The same connection behind the gate; its driver's own interfaces pass by the gate. */
  static Connection over(Connection raw, Gate gate) {
    return new ConfinedConnection(raw, gate).proxy;
  }

  private <T> T proxy(Class<T> type, Object target) {
    InvocationHandler handler = (self, method, arguments) -> invoke(target, method, arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("getConnection")) {
      return proxy;
    }
    if (arguments != null && arguments.length > 0 && arguments[0] instanceof String text) {
      arguments[0] = admitted(method.getName(), text);
    }
    try {
      return behindTheGate(method.invoke(target, arguments));
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private String admitted(String method, String text) throws SQLException {
    if (method.equals("setCatalog") || method.equals("setSchema")) {
      gate.admit(raw, "USE " + Identifier.quote(text));
    }
    return TAKING_SQL.contains(method) ? gate.admit(raw, text) : text;
  }

  private @Nullable Object behindTheGate(@Nullable Object result) {
    if (result instanceof CallableStatement) {
      return proxy(CallableStatement.class, result);
    }
    if (result instanceof PreparedStatement) {
      return proxy(PreparedStatement.class, result);
    }
    return result instanceof Statement ? proxy(Statement.class, result) : result;
  }
}
