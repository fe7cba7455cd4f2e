package com.example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class OrdersIT {

  @Test
  void findsTheTableThatTheBuildCreated() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                System.getProperty("database.url"),
                System.getProperty("database.username"),
                System.getProperty("database.password"));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("DELETE FROM orders");
      assertEquals(1, statement.executeUpdate("INSERT INTO orders VALUES (1, NOW(6))"));
    }
  }
}
