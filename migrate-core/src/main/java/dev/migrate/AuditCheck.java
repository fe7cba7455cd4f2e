package dev.migrate;

import dev.migrate.audit.AuditChain;
import dev.migrate.audit.AuditFile;
import dev.migrate.audit.Breach;
import dev.migrate.audit.Seal;
import dev.migrate.environment.Environment;
import dev.migrate.outcome.Problem;
import dev.migrate.outcome.ServerException;
import dev.migrate.validate.Finding;
import dev.migrate.validate.Severity;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Whether a database's audit is as it was written; changes nothing. */
final class AuditCheck {

  private AuditCheck() {}

  /** What is wrong, codes {@code A801} and on; empty where nothing is, or nothing was written. */
  static List<Finding> findings(Workplace workplace) throws SQLException {
    return breaches(workplace).stream()
        .map(breach -> finding(breach, workplace.environment()))
        .toList();
  }

  private static List<Breach> breaches(Workplace workplace) throws SQLException {
    Environment environment = workplace.environment();
    Connection connection = workplace.connection();
    Seal seal = AuditPlace.seal(environment.audit()).orElse(null);
    Optional<AuditFile> file =
        environment.audit().file().map(path -> new AuditFile(path, Seal.OPEN));
    if (file.isEmpty()) {
      return AuditChain.check(connection, workplace.schema(), seal);
    }
    try {
      return AuditChain.check(
          connection, workplace.schema(), seal, workplace.address(), file.get());
    } catch (IOException e) {
      throw new ServerException(
          Problem.of("audit-failed", "The audit's file cannot be read: " + e)
              .at(file.get().path().toString())
              .fix("check the rights on the file, then run the goal again"),
          e);
    }
  }

  private static Finding finding(Breach breach, Environment environment) {
    String file = environment.audit().file().map(Object::toString).orElse(null);
    String fix =
        breach.certain()
            ? "Only this plugin writes the audit: find out who else did, and when."
                + (file == null ? "" : " The rows as they were written are in " + file + ".")
            : "Look whether that is as it should be.";
    Severity severity = breach.certain() ? Severity.ERROR : Severity.WARNING;
    return new Finding(breach.code(), severity, null, null, null, breach.message() + ".", fix);
  }
}
