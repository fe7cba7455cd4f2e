package dev.migrate.campaign;

import dev.migrate.server.Vendor;
import java.util.List;
import java.util.stream.Stream;

/**
 * Kinds of ALTER; a line is a table and statements, those of one vendor after its first letters.
 */
final class AlterCases {

  /**
   * One kind.
   *
   * @param table of {@link AlterTables}
   * @param statements in one migration
   */
  record Case(String table, List<String> statements) {}

  private static final String LINES =
      """
      t|ALTER TABLE t ADD COLUMN n INT
      t|ALTER TABLE t ADD COLUMN n INT NOT NULL
      t|ALTER TABLE t ADD COLUMN n INT NOT NULL DEFAULT 3 FIRST
      t|ALTER TABLE t ADD COLUMN n VARCHAR(20) NOT NULL DEFAULT 'x' AFTER b
      t|ALTER TABLE t ADD COLUMN n DATETIME DEFAULT CURRENT_TIMESTAMP
      t|ALTER TABLE t ADD COLUMN (n INT, o INT)
      t|ALTER TABLE t ADD COLUMN n INT GENERATED ALWAYS AS (a + 1) VIRTUAL
      t|ALTER TABLE t ADD COLUMN n INT GENERATED ALWAYS AS (a + 1) STORED
      t|ALTER TABLE t ADD COLUMN n INT DEFAULT (a + 1)
      t|ALTER TABLE t ADD COLUMN n CHAR(36) DEFAULT (UUID())
      t|ALTER TABLE t ADD COLUMN n TEXT
      t|ALTER TABLE t ADD COLUMN n JSON
      t|ALTER TABLE t ADD COLUMN n INT, ADD INDEX (n)
      t|ALTER TABLE t ADD COLUMN n INT UNIQUE
      t|ALTER TABLE t DROP COLUMN b
      t|ALTER TABLE t DROP COLUMN c
      t|ALTER TABLE t DROP COLUMN a, DROP COLUMN b
      t|ALTER TABLE t DROP COLUMN b, ADD COLUMN n INT
      t|ALTER TABLE t RENAME COLUMN b TO n
      t|ALTER TABLE t CHANGE b n INT
      t|ALTER TABLE t CHANGE b n BIGINT
      t|ALTER TABLE t MODIFY b BIGINT
      t|ALTER TABLE t MODIFY b INT UNSIGNED
      t|ALTER TABLE t MODIFY a INT NULL
      t|ALTER TABLE t MODIFY b INT NOT NULL
      t|ALTER TABLE t MODIFY b INT FIRST
      t|ALTER TABLE t MODIFY b INT AFTER d
      t|ALTER TABLE t MODIFY c VARCHAR(40) NOT NULL
      t|ALTER TABLE t MODIFY d VARCHAR(200)
      t|ALTER TABLE t MODIFY d VARCHAR(60)
      t|ALTER TABLE t MODIFY d VARCHAR(300)
      t|ALTER TABLE t MODIFY w VARCHAR(600)
      t|ALTER TABLE t MODIFY d TEXT
      t|ALTER TABLE t MODIFY h MEDIUMTEXT
      t|ALTER TABLE t MODIFY e ENUM('x','y','z')
      t|ALTER TABLE t MODIFY e ENUM('z','x','y')
      t|ALTER TABLE t MODIFY s SET('p','q','r')
      t|ALTER TABLE t MODIFY f DECIMAL(12,2)
      t|ALTER TABLE t MODIFY f DECIMAL(12,4)
      t|ALTER TABLE t MODIFY g DATETIME(3)
      t|ALTER TABLE t MODIFY g DATE
      t|ALTER TABLE t MODIFY l VARCHAR(20) CHARACTER SET utf8mb4
      t|ALTER TABLE t MODIFY c VARCHAR(20) COLLATE utf8mb4_bin NOT NULL
      t|ALTER TABLE t MODIFY d VARCHAR(100) COMMENT 'new'
      t|ALTER TABLE t MODIFY k INT DEFAULT 6
      t|ALTER TABLE t ALTER b SET DEFAULT 4
      t|ALTER TABLE t ALTER k DROP DEFAULT
      t|ALTER TABLE t ADD INDEX by_b (b)
      t|ALTER TABLE t ADD UNIQUE INDEX by_b (b)
      t|CREATE INDEX by_bd ON t (b, d)
      t|CREATE UNIQUE INDEX by_b ON t (b)
      t|DROP INDEX by_a ON t
      t|ALTER TABLE t DROP INDEX by_a, ADD INDEX by_a (a, b)
      t|ALTER TABLE t DROP INDEX by_a
      t|ALTER TABLE t RENAME INDEX by_a TO of_a
      t|ALTER TABLE t ADD FULLTEXT INDEX words (h)
      t|ALTER TABLE t MODIFY id INT NOT NULL, DROP PRIMARY KEY
      t|ALTER TABLE t DROP PRIMARY KEY, ADD PRIMARY KEY (id, a)
      t|ALTER TABLE t MODIFY id BIGINT NOT NULL AUTO_INCREMENT
      t|ALTER TABLE t MODIFY id INT NOT NULL
      t|ALTER TABLE t ADD CONSTRAINT positive CHECK (a > 0)
      t|ALTER TABLE t AUTO_INCREMENT = 5000
      t|ALTER TABLE t COMMENT = 'new'
      t|ALTER TABLE t ENGINE = InnoDB
      t|ALTER TABLE t FORCE
      t|ALTER TABLE t ENGINE = MyISAM
      t|ALTER TABLE t ROW_FORMAT = COMPACT
      t|ALTER TABLE t ROW_FORMAT = DYNAMIC
      t|ALTER TABLE t STATS_PERSISTENT = 1
      t|ALTER TABLE t DEFAULT CHARACTER SET latin1
      t|ALTER TABLE t CONVERT TO CHARACTER SET latin1
      t|ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4
      t|ALTER TABLE t RENAME TO u
      t|ALTER TABLE t RENAME TO u, ADD COLUMN n INT
      t|ALTER TABLE t ORDER BY a
      t|ALTER TABLE t PARTITION BY HASH (id) PARTITIONS 2
      t|ALTER TABLE t ADD COLUMN n INT;ALTER TABLE t ADD INDEX (n);ALTER TABLE t DROP COLUMN n
      t|SET foreign_key_checks = 0;ALTER TABLE t ADD COLUMN n INT
      t|ALTER TABLE t ADD COLUMN n INT, ALGORITHM=INPLACE
      t|ALTER TABLE t ADD COLUMN n INT, ALGORITHM=COPY
      t|ALTER TABLE t ADD INDEX by_b (b), LOCK=SHARED
      t|ALTER TABLE t ADD COLUMN n INT, LOCK=NONE
      m|ALTER TABLE m ADD COLUMN n INT
      m|ALTER TABLE m ADD INDEX by_b (b)
      m|ALTER TABLE m RENAME COLUMN b TO n
      m|ALTER TABLE m COMMENT = 'new'
      m|ALTER TABLE m ENGINE = InnoDB
      z|ALTER TABLE z ADD COLUMN n INT
      z|ALTER TABLE z DROP COLUMN b
      z|ALTER TABLE z MODIFY e ENUM('x','y','z')
      r|ALTER TABLE r ADD COLUMN n INT
      r|ALTER TABLE r MODIFY a INT NULL
      r|ALTER TABLE r MODIFY d VARCHAR(300)
      nokey|ALTER TABLE nokey ADD PRIMARY KEY (a)
      nokey|ALTER TABLE nokey ADD COLUMN id INT AUTO_INCREMENT PRIMARY KEY
      nokey|ALTER TABLE nokey ADD COLUMN n INT
      nokey|ALTER TABLE nokey ADD UNIQUE (a)
      child|ALTER TABLE child DROP FOREIGN KEY of_parent
      child|ALTER TABLE child ADD CONSTRAINT again FOREIGN KEY (other) REFERENCES parent (id)
      child|SET foreign_key_checks = 0;ALTER TABLE child ADD CONSTRAINT again FOREIGN KEY (other) REFERENCES parent (id)
      child|ALTER TABLE child MODIFY owner BIGINT NOT NULL
      child|ALTER TABLE child RENAME COLUMN owner TO parent_id
      child|ALTER TABLE child ADD COLUMN n INT
      child|ALTER TABLE child DROP COLUMN owner
      child|ALTER TABLE child DROP FOREIGN KEY of_parent, DROP COLUMN owner
      child|ALTER TABLE child CONVERT TO CHARACTER SET latin1
      parent|ALTER TABLE parent RENAME COLUMN id TO parent_id
      parent|ALTER TABLE parent MODIFY id BIGINT NOT NULL
      parent|ALTER TABLE parent MODIFY name VARCHAR(50)
      parent|ALTER TABLE parent DROP COLUMN name
      parent|ALTER TABLE parent DROP INDEX by_code
      parent|ALTER TABLE parent RENAME TO parents
      parent|ALTER TABLE parent ENGINE = InnoDB
      parent|ALTER TABLE parent DROP PRIMARY KEY
      checked|ALTER TABLE checked DROP CONSTRAINT small
      checked|ALTER TABLE checked ADD COLUMN n INT CHECK (n > 0)
      checked|ALTER TABLE checked RENAME COLUMN a TO b
      ranged|ALTER TABLE ranged ADD PARTITION (PARTITION p3 VALUES LESS THAN (2000))
      ranged|ALTER TABLE ranged DROP PARTITION p0
      ranged|ALTER TABLE ranged TRUNCATE PARTITION p0
      ranged|ALTER TABLE ranged REORGANIZE PARTITION p1 INTO (PARTITION p1a VALUES LESS THAN (150), PARTITION p1b VALUES LESS THAN (200))
      ranged|ALTER TABLE ranged REMOVE PARTITIONING
      ranged|ALTER TABLE ranged REBUILD PARTITION p1
      ranged|ALTER TABLE ranged ADD COLUMN n INT
      ranged|ALTER TABLE ranged ADD INDEX by_a (a)
      ranged|ALTER TABLE ranged PARTITION BY HASH (id) PARTITIONS 2
      hashed|ALTER TABLE hashed ADD PARTITION PARTITIONS 2
      hashed|ALTER TABLE hashed COALESCE PARTITION 1
      hashed|ALTER TABLE hashed MODIFY a BIGINT
      swapped|ALTER TABLE swapped EXCHANGE PARTITION p0 WITH TABLE other
      swapped|ALTER TABLE swapped EXCHANGE PARTITION p0 WITH TABLE other WITHOUT VALIDATION
      searched|ALTER TABLE searched ADD COLUMN n INT
      searched|ALTER TABLE searched DROP INDEX words
      searched|ALTER TABLE searched DROP INDEX words;ALTER TABLE searched ADD COLUMN n INT
      searched|ALTER TABLE searched ENGINE = InnoDB
      placed|ALTER TABLE placed ADD COLUMN n INT
      placed|ALTER TABLE placed DROP INDEX there
      placed|ALTER TABLE placed DROP INDEX there, ADD SPATIAL INDEX here (at)
      computed|ALTER TABLE computed DROP COLUMN s
      computed|ALTER TABLE computed DROP INDEX by_v, DROP COLUMN v
      computed|ALTER TABLE computed ADD COLUMN n INT
      computed|ALTER TABLE computed ADD INDEX by_s (s)
      computed|ALTER TABLE computed MODIFY v INT GENERATED ALWAYS AS (a + 5) VIRTUAL
      computed|ALTER TABLE computed RENAME COLUMN a TO b
      stamped|ALTER TABLE stamped MODIFY at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
      stamped|ALTER TABLE stamped MODIFY at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)
      stamped|ALTER TABLE stamped MODIFY j LONGTEXT
      unsearched|ALTER TABLE unsearched ADD COLUMN n INT
      unsearched|ALTER TABLE unsearched DROP COLUMN body
      changed|ALTER TABLE changed ADD COLUMN n INT
      changed|ALTER TABLE changed DROP COLUMN a
      changed|ALTER TABLE changed ADD INDEX by_a (a)
      changed|ALTER TABLE changed MODIFY a BIGINT
      changed|ALTER TABLE changed ENGINE = InnoDB
      changed|ALTER TABLE changed RENAME COLUMN c TO d
      my worn|ALTER TABLE worn ADD COLUMN n INT
      my worn|ALTER TABLE worn DROP COLUMN a
      my worn|ALTER TABLE worn RENAME COLUMN a TO b
      my worn|ALTER TABLE worn ADD INDEX by_a (a)
      my worn|ALTER TABLE worn ENGINE = InnoDB;ALTER TABLE worn ADD COLUMN n INT
      my nearly|ALTER TABLE nearly ADD COLUMN n INT;ALTER TABLE nearly ADD COLUMN o INT
      my t|ALTER TABLE t ALTER INDEX by_a INVISIBLE
      my t|ALTER TABLE t ADD INDEX by_sum ((a + b))
      my t|ALTER TABLE t ALTER COLUMN b SET INVISIBLE
      my checked|ALTER TABLE checked ALTER CHECK small NOT ENFORCED
      my stamped|ALTER TABLE stamped ADD INDEX by_j ((CAST(j->'$.a' AS UNSIGNED ARRAY)))
      ma t|ALTER TABLE t ALTER INDEX by_a IGNORED
      ma t|ALTER TABLE t ADD SYSTEM VERSIONING
      ma t|ALTER TABLE IF EXISTS t ADD COLUMN IF NOT EXISTS n INT
      ma t|ALTER TABLE t WAIT 5 ADD COLUMN n INT
      ma t|ALTER ONLINE TABLE t ADD COLUMN n INT
      ma t|ALTER TABLE t ADD COLUMN n UUID
      ma t|ALTER TABLE t PAGE_COMPRESSED = 1
      ma t|ALTER TABLE t MODIFY b INT INVISIBLE
      ma kept|ALTER TABLE kept DROP SYSTEM VERSIONING
      ma kept|SET system_versioning_alter_history = KEEP;ALTER TABLE kept ADD COLUMN n INT
      """;

  private AlterCases() {}

  /** Those that a vendor's servers know. */
  static List<Case> of(Vendor vendor) {
    String own = vendor == Vendor.MYSQL ? "my " : "ma ";
    String others = vendor == Vendor.MYSQL ? "ma " : "my ";
    return Stream.of(LINES.split("\n"))
        .filter(line -> !line.startsWith(others))
        .map(line -> line.startsWith(own) ? line.substring(own.length()) : line)
        .map(AlterCases::read)
        .toList();
  }

  private static Case read(String line) {
    int bar = line.indexOf('|');
    return new Case(line.substring(0, bar), List.of(line.substring(bar + 1).split(";")));
  }
}
