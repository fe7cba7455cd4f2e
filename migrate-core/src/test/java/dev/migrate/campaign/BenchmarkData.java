package dev.migrate.campaign;

import dev.migrate.environment.DatabaseSettings;
import dev.migrate.testing.TestServer;

/** A shop's data of a given size: many short rows, some long texts, some bytes. */
final class BenchmarkData {

  /** What 1,000 of the numbers below come to in SQL, in bytes, about. */
  private static final int BYTES_PER_THOUSAND = 1_600_000;

  private BenchmarkData() {}

  /** Makes so many megabytes of SQL. */
  static void make(DatabaseSettings database, int megabytes) {
    long count = megabytes * 1_000_000L / BYTES_PER_THOUSAND * 1000;
    String upTo = " FROM numbers WHERE i <= ";
    TestServer.execute(
        database,
        "CREATE TABLE numbers (i INT NOT NULL PRIMARY KEY)",
        "INSERT INTO numbers VALUES (1)");
    for (long have = 1; have < 5 * count; have *= 2) {
      TestServer.execute(database, "INSERT INTO numbers SELECT i + " + have + " FROM numbers");
    }
    TestServer.execute(
        database,
        "CREATE TABLE customers (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
            + " email VARCHAR(120) NOT NULL, name VARCHAR(80) NOT NULL, created DATETIME NOT NULL,"
            + " balance DECIMAL(12,2), score DOUBLE, notes VARCHAR(200),"
            + " UNIQUE KEY email (email), KEY name (name)) CHARSET utf8mb4",
        "INSERT INTO customers SELECT i, CONCAT('customer', i, '@example.com'),"
            + " CONCAT('Émile ', SUBSTR(SHA2(i, 256), 1, 12)), '2020-01-01' + INTERVAL i MINUTE,"
            + " i / 7, i / 13, IF(i % 3, NULL, CONCAT('It''s note\\n', i))"
            + upTo
            + count / 2,
        "CREATE TABLE orders (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
            + " customer_id BIGINT NOT NULL, status ENUM('new','paid','sent') NOT NULL,"
            + " created TIMESTAMP(6) NOT NULL, total DECIMAL(12,2) NOT NULL, note VARCHAR(60),"
            + " KEY customer (customer_id, created), KEY status (status))",
        "INSERT INTO orders SELECT i, 1 + i % "
            + count / 2
            + ", 1 + i % 3, '2021-01-01' + INTERVAL i SECOND, i / 3, CONCAT('order number ', i)"
            + upTo
            + 5 * count / 2,
        "CREATE TABLE order_items (order_id BIGINT NOT NULL, line INT NOT NULL,"
            + " product_id INT NOT NULL, quantity INT NOT NULL, price DECIMAL(10,2) NOT NULL,"
            + " sku VARCHAR(20) NOT NULL, PRIMARY KEY (order_id, line), KEY product (product_id))",
        "INSERT INTO order_items SELECT 1 + i DIV 2, i % 2, i % 10007, 1 + i % 9, i % 1000 / 10,"
            + " CONCAT('SKU-', i % 10007)"
            + upTo
            + 5 * count,
        "CREATE TABLE logs (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, at DATETIME(3) NOT NULL,"
            + " message TEXT NOT NULL, KEY at (at)) CHARSET utf8mb4",
        // Half of it is as good as random, as ids, hashes and names in real logs are.
        "INSERT INTO logs SELECT i, '2022-01-01' + INTERVAL i SECOND, CONCAT('user ', i, ' did ',"
            + " SHA2(i, 512), ' with \"item\" ', i % 97, ' ', SHA2(i + 1, 256), REPEAT(CONCAT("
            + "' part ', i % 89, ' of it''s '), 12), SHA2(3 * i, 512), ' ', SHA2(7 * i, 512))"
            + upTo
            + count,
        "CREATE TABLE documents (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
            + " content BLOB NOT NULL)",
        "INSERT INTO documents SELECT i, UNHEX(CONCAT(SHA2(i, 512), SHA2(-i, 512),"
            + " REPEAT(SHA2(i + 0.5, 512), 6), SHA2(i * 3, 512), SHA2(i * 7, 512)))"
            + upTo
            + 2 * count / 5,
        "DROP TABLE numbers",
        "ANALYZE TABLE customers, orders, order_items, logs, documents");
  }
}
