### nothing changes
-- current
CREATE TABLE t (id int PRIMARY KEY, a varchar(10) DEFAULT 'x' COMMENT 'c', KEY k (a))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a varchar(10) DEFAULT 'x' COMMENT 'c', KEY k (a))
-- steps 0

### order of columns is no difference
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int)
-- wanted
CREATE TABLE t (b int, id int PRIMARY KEY, a int)
-- steps 0

### order of indexes is no difference
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY x (a), KEY y (b))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY y (b), KEY x (a))
-- steps 0

### table added
-- current
-- wanted
CREATE TABLE tasks (id bigint NOT NULL AUTO_INCREMENT, title varchar(200) NOT NULL COMMENT 'what to do', done tinyint(1) NOT NULL DEFAULT 0, created_at datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6), changed_at timestamp NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP, PRIMARY KEY (id), KEY idx_done (done, created_at DESC)) COMMENT='tasks of people'
-- steps 1
-- change + table tasks: 5 columns

### table dropped
-- current
CREATE TABLE keep (id int PRIMARY KEY)

CREATE TABLE old (id int PRIMARY KEY, a text, UNIQUE KEY u (a(10)))
-- wanted
CREATE TABLE keep (id int PRIMARY KEY)
-- steps 1
-- change - table old
-- destructive

### all tables dropped with their foreign keys
-- current
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)

CREATE TABLE d (id int PRIMARY KEY, c int, d int, FOREIGN KEY (c) REFERENCES c (id) ON DELETE SET NULL ON UPDATE CASCADE, CONSTRAINT self FOREIGN KEY (d) REFERENCES d (id))
-- wanted
-- steps 3

### ring of tables dropped
-- current
CREATE TABLE a (id int PRIMARY KEY, b int)

CREATE TABLE b (id int PRIMARY KEY, a int, CONSTRAINT ba FOREIGN KEY (a) REFERENCES a (id))

ALTER TABLE a ADD CONSTRAINT ab FOREIGN KEY (b) REFERENCES b (id)
-- wanted

### ring of tables added
-- current
-- wanted
CREATE TABLE a (id int PRIMARY KEY, b int)

CREATE TABLE b (id int PRIMARY KEY, a int, CONSTRAINT ba FOREIGN KEY (a) REFERENCES a (id))

ALTER TABLE a ADD CONSTRAINT ab FOREIGN KEY (b) REFERENCES b (id)

### parent dropped, child stays
-- current
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id))
-- wanted
CREATE TABLE c (id int PRIMARY KEY, p int, KEY fk (p))

### child dropped, parent changes
-- current
CREATE TABLE p (id int PRIMARY KEY, a int)

CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id))
-- wanted
CREATE TABLE p (id bigint PRIMARY KEY)

### table renamed
-- current
CREATE TABLE users (id int PRIMARY KEY, boss int, CONSTRAINT boss FOREIGN KEY (boss) REFERENCES users (id))

CREATE TABLE c (id int PRIMARY KEY, u int, CONSTRAINT fk FOREIGN KEY (u) REFERENCES users (id))
-- wanted
CREATE TABLE accounts (id int PRIMARY KEY, boss int, CONSTRAINT boss FOREIGN KEY (boss) REFERENCES accounts (id))

CREATE TABLE c (id int PRIMARY KEY, u int, CONSTRAINT fk FOREIGN KEY (u) REFERENCES accounts (id))
-- rename users:accounts
-- steps 1
-- change > table accounts: users → accounts

### table renamed with names that the server made
-- current
CREATE TABLE users (id int PRIMARY KEY, boss int, FOREIGN KEY (boss) REFERENCES users (id), CHECK (id > 0))
-- wanted
CREATE TABLE accounts (id int PRIMARY KEY, boss int, FOREIGN KEY (boss) REFERENCES accounts (id), CHECK (id > 0))
-- rename users:accounts
-- steps 1

### table renamed and changed
-- current
CREATE TABLE users (id int PRIMARY KEY, name varchar(10), old int)

CREATE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW SET NEW.name = 'x'

CREATE VIEW v AS SELECT name FROM users
-- wanted
CREATE TABLE accounts (id int PRIMARY KEY, name varchar(20), born date)

CREATE TRIGGER tr BEFORE INSERT ON accounts FOR EACH ROW SET NEW.name = 'x'

CREATE VIEW v AS SELECT name FROM accounts
-- rename users:accounts

### renamed tables that take the names of others
-- current
CREATE TABLE a (id int PRIMARY KEY, x int)

CREATE TABLE b (id int PRIMARY KEY, y int)
-- wanted
CREATE TABLE a (id int PRIMARY KEY, z int)

CREATE TABLE c (id int PRIMARY KEY, x int)

CREATE TABLE d (id int PRIMARY KEY, y int)
-- rename a:c
-- rename b:d

### column renamed
-- current
CREATE TABLE t (id int PRIMARY KEY, titel varchar(10) NOT NULL DEFAULT 'a', KEY k (titel))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, title varchar(10) NOT NULL DEFAULT 'a', KEY k (title))
-- rename t.titel:title
-- steps 1
-- change > column t.title: titel → title

### column renamed and changed
-- current
CREATE TABLE t (id int PRIMARY KEY, titel varchar(10), x int)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, title varchar(20) NOT NULL, x int)
-- rename t.titel:title
-- steps 2

### columns exchange their names
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b varchar(5))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, c int, d varchar(5))
-- rename t.a:c
-- rename t.b:d

### renamed column of foreign keys
-- current
CREATE TABLE p (pid int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (pid))
-- wanted
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, parent int, CONSTRAINT fk FOREIGN KEY (parent) REFERENCES p (id))
-- rename p.pid:id
-- rename c.p:parent

### renamed column in expressions
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, g int AS (a + 1) VIRTUAL, s int AS (a * 2) STORED, z int, CONSTRAINT pos CHECK (a > 0), KEY kg (g), KEY ks (s, z))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, b int, g int AS (b + 1) VIRTUAL, s int AS (b * 2) STORED, z int, CONSTRAINT pos CHECK (b > 0), KEY kg (g), KEY ks (s, z))
-- rename t.a:b

### renamed column of partitions
-- current
CREATE TABLE t (a int PRIMARY KEY, x int) PARTITION BY RANGE (a) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)
-- wanted
CREATE TABLE t (b int PRIMARY KEY, x int) PARTITION BY RANGE (b) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN MAXVALUE)
-- rename t.a:b

### letter case of a column's name
-- current
CREATE TABLE t (id int PRIMARY KEY, Title varchar(10))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, title varchar(10))

### columns added and dropped
-- current
CREATE TABLE t (id int PRIMARY KEY, a date, b int, c date)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, x date NOT NULL, b int, y varchar(5) DEFAULT 'a')
-- steps 1
-- change - column t.a: date
-- change - column t.c: date
-- change + column t.x: date NOT NULL
-- change + column t.y: varchar(5) DEFAULT 'a'
-- destructive

### first column dropped
-- current
CREATE TABLE t (a int, id int PRIMARY KEY)
-- wanted
CREATE TABLE t (id int PRIMARY KEY)

### all columns replaced
-- current
CREATE TABLE t (a int, b int)
-- wanted
CREATE TABLE t (x int, y int)

### type widened
-- current
CREATE TABLE t (id int PRIMARY KEY, a varchar(10), b int, c decimal(5,2))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, c decimal(8,3))
-- steps 1
-- change ~ column t.a: varchar(10) → varchar(20)

### type narrowed
-- current
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), b bigint, c int, d datetime(6))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a varchar(10), b int, c int unsigned, d datetime)
-- destructive

### default
-- current
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 1, b varchar(9) NOT NULL, c datetime NULL, d decimal(5,2) DEFAULT 1.50, e bit(3) DEFAULT b'101')
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 2, b varchar(9) NOT NULL DEFAULT 'it''s', c datetime NULL DEFAULT CURRENT_TIMESTAMP, d decimal(5,2), e bit(3) DEFAULT b'111')
-- steps 1

### default that is an expression
-- current
CREATE TABLE t (id int PRIMARY KEY, a varchar(50) DEFAULT (concat('a', 'b')), b int)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a varchar(50) DEFAULT (concat('a', 'c')), b int DEFAULT (1 + 2))

### on update
-- current
CREATE TABLE t (id int PRIMARY KEY, a timestamp NULL, b timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a timestamp NULL ON UPDATE CURRENT_TIMESTAMP, b timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3))
-- steps 1

### nullability
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int NOT NULL)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int)
-- steps 1
-- change ~ column t.a: NOT NULL
-- change ~ column t.b: NULL

### column comment
-- current
CREATE TABLE t (id int PRIMARY KEY, a int COMMENT 'old', b int)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, b int COMMENT 'it''s a \\ "new" one\nwith lines; — ÄÖ')
-- steps 1

### column character set and collation
-- current
CREATE TABLE t (id int PRIMARY KEY, a varchar(10), b varchar(10) CHARACTER SET latin1, c text COLLATE utf8mb4_bin) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a varchar(10) CHARACTER SET latin1 COLLATE latin1_bin, b varchar(10), c text) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
-- steps 1
-- destructive

### table character set
-- current
CREATE TABLE t (id int PRIMARY KEY, a varchar(10), b varchar(10) CHARACTER SET ascii) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a varchar(10), b varchar(10) CHARACTER SET ascii) DEFAULT CHARSET=latin1 COLLATE=latin1_swedish_ci

### table character set, columns as they are
-- current
CREATE TABLE t (id int PRIMARY KEY, a varchar(10), n text) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci, n text CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci, m text) DEFAULT CHARSET=latin1

### enum values
-- current
CREATE TABLE t (id int PRIMARY KEY, a enum('x','y'), b set('p','q') NOT NULL, c enum('1','2','3'), d enum('a','b'))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a enum('x','y','z,''w'), b set('p','q','r') NOT NULL, c enum('1','3'), d enum('b','a'))
-- destructive

### enum appended alone
-- current
CREATE TABLE t (id int PRIMARY KEY, a enum('x','y'), b int)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a enum('x','y','z'), b bigint)
-- steps 2

### auto increment
-- current
CREATE TABLE t (id int PRIMARY KEY, a int)

CREATE TABLE u (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a int)
-- wanted
CREATE TABLE t (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a int)

CREATE TABLE u (id int NOT NULL PRIMARY KEY, a int)

### auto increment column comes and goes
-- current
CREATE TABLE t (a int)

CREATE TABLE u (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a int)
-- wanted
CREATE TABLE t (a int, id bigint NOT NULL AUTO_INCREMENT, UNIQUE KEY uk (id))

CREATE TABLE u (a int)

### auto increment moves
-- current
CREATE TABLE t (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, n int NOT NULL)
-- wanted
CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int NOT NULL AUTO_INCREMENT, KEY kn (n))

### generated columns
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int, g int AS (a + b) STORED, v int AS (a - b) VIRTUAL, w int AS (a * 2))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, b int, g int AS (a + b + 1) STORED, v int AS (a - b) VIRTUAL, n varchar(20) AS (concat(a, 'x')), s bigint AS (b * b) STORED)

### generated column follows its base
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, g int AS (a + 1) STORED, v int AS (a + 2) VIRTUAL, KEY kv (v))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a bigint, g bigint AS (a + 1) STORED, v bigint AS (a + 2) VIRTUAL, KEY kv (v))

### generated becomes plain and back
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, g int AS (a + 1) STORED, p int)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, g int, p int AS (a + 1) STORED)

### generated virtual becomes stored
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, g int AS (a + 1) VIRTUAL, s int AS (a + 1) STORED, h int AS (g * 2) VIRTUAL, p int, v int AS (a) VIRTUAL, KEY kg (g, a), KEY ks (s))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, g int AS (a + 1) STORED, s int AS (a + 1) VIRTUAL, h int AS (g * 2) VIRTUAL, p int AS (a + 2) VIRTUAL, v int, KEY kg (g, a), KEY ks (s))
-- destructive

### invisible columns
-- current
CREATE TABLE t (id int PRIMARY KEY, a int INVISIBLE, b int)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, b int INVISIBLE, c int INVISIBLE DEFAULT 3)
-- steps 1

### spatial columns
-- current
CREATE TABLE t (id int PRIMARY KEY, a geometry NOT NULL, b point, SPATIAL KEY sa (a))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a geometry, b point NOT NULL, c polygon, SPATIAL KEY sb (b))

### primary key added and dropped
-- current
CREATE TABLE t (id int NOT NULL, a int)

CREATE TABLE u (id int NOT NULL, a int, PRIMARY KEY (id))
-- wanted
CREATE TABLE t (id int NOT NULL, a int, PRIMARY KEY (id))

CREATE TABLE u (id int NOT NULL, a int)

### primary key changes
-- current
CREATE TABLE t (id int NOT NULL AUTO_INCREMENT, a int NOT NULL, PRIMARY KEY (id), KEY ka (a))

CREATE TABLE c (id int PRIMARY KEY, t int, CONSTRAINT fk FOREIGN KEY (t) REFERENCES t (id))
-- wanted
CREATE TABLE t (id int NOT NULL AUTO_INCREMENT, a int NOT NULL, PRIMARY KEY (a, id), UNIQUE KEY ka (id))

CREATE TABLE c (id int PRIMARY KEY, t int, CONSTRAINT fk FOREIGN KEY (t) REFERENCES t (id))

### indexes
-- current
CREATE TABLE t (id int PRIMARY KEY, a varchar(100), b text, c int, KEY k1 (a), UNIQUE KEY k2 (c), KEY k3 (b(10)), FULLTEXT KEY f1 (a), KEY k5 (a, c), KEY k7 (c))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a varchar(100), b text, c int, KEY k1 (a(20)), KEY k2 (c), KEY k3 (b(20), c), FULLTEXT KEY f2 (b), KEY k5 (a DESC, c), KEY k6 (c, a), KEY k7 (c) COMMENT 'plain')

### index renamed
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY old (a, b))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY new (a, b))
-- steps 1

### indexes exchange their names
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY x (a), KEY y (b))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY y (a), KEY x (b))

### column with its index dropped
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int, c int, KEY x (a), UNIQUE KEY y (b, a), KEY z (c))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, b int, c int, UNIQUE KEY y (b), KEY z (c))

### foreign key added and dropped
-- current
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, q int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id))
-- wanted
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, q int, CONSTRAINT fq FOREIGN KEY (q) REFERENCES p (id) ON DELETE CASCADE ON UPDATE SET NULL)

### foreign key's actions
-- current
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE)
-- wanted
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL)
-- steps 2
-- change ~ foreign key c.fk: (p) REFERENCES p (id) ON DELETE CASCADE → (p) REFERENCES p (id) ON DELETE SET NULL

### no action is nothing said
-- current
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id) ON DELETE NO ACTION ON UPDATE RESTRICT)
-- wanted
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id))
-- steps 0

### foreign key goes, its index stays
-- current
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id))
-- wanted
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, KEY fk (p))
-- steps 1

### an index takes the place of that of a foreign key
-- current
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, x int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id))
-- wanted
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, x int, KEY px (p, x), CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id))

### an index beside that of a foreign key
-- current
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, x int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id))
-- wanted
CREATE TABLE p (id int PRIMARY KEY)

CREATE TABLE c (id int PRIMARY KEY, p int, x int, KEY px (p, x), KEY fk (p), CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id))

### columns of a foreign key change
-- current
CREATE TABLE p (id int PRIMARY KEY, x int)

CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id))
-- wanted
CREATE TABLE p (id bigint PRIMARY KEY, x int)

CREATE TABLE c (id int PRIMARY KEY, p bigint, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id))

### a foreign key stays while other columns change
-- current
CREATE TABLE p (id int PRIMARY KEY, x int, y int, UNIQUE KEY y (y))

CREATE TABLE c (id int PRIMARY KEY, p int, z int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id), CONSTRAINT fy FOREIGN KEY (z) REFERENCES p (y))
-- wanted
CREATE TABLE p (id int PRIMARY KEY COMMENT 'key', x bigint, y int, UNIQUE KEY y (y))

CREATE TABLE c (id bigint PRIMARY KEY, p int DEFAULT 1, z int, CONSTRAINT fk FOREIGN KEY (p) REFERENCES p (id), CONSTRAINT fy FOREIGN KEY (z) REFERENCES p (y))

### checks
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int, CONSTRAINT ca CHECK (a > 0), CONSTRAINT cb CHECK (b > a), CONSTRAINT cc CHECK (id > 5))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, b int, CONSTRAINT ca CHECK (a > 1), CONSTRAINT cd CHECK (b < a), CONSTRAINT cc CHECK (id > 5))

### a check's column goes
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int, CONSTRAINT ca CHECK (a > 0))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, b int)

### a check goes to another table
-- current
CREATE TABLE a (id int PRIMARY KEY, x int, CONSTRAINT positive CHECK (x > 0))

CREATE TABLE b (id int PRIMARY KEY, x int)

CREATE TABLE c (id int PRIMARY KEY, x int, CONSTRAINT negative CHECK (x < 0))
-- wanted
CREATE TABLE a (id int PRIMARY KEY, x int, CONSTRAINT negative CHECK (x < 0))

CREATE TABLE b (id int PRIMARY KEY, x int, CONSTRAINT positive CHECK (x > 0))

### table options
-- current
CREATE TABLE t (id int PRIMARY KEY, a int) COMMENT='old' ROW_FORMAT=COMPACT

CREATE TABLE u (id int PRIMARY KEY, a int) ENGINE=MyISAM

CREATE TABLE v (id int PRIMARY KEY, a int)

CREATE TABLE w (id int PRIMARY KEY, a int) STATS_PERSISTENT=1 STATS_SAMPLE_PAGES=20 KEY_BLOCK_SIZE=8
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int) COMMENT='it''s new'

CREATE TABLE u (id int PRIMARY KEY, a int) ENGINE=InnoDB

CREATE TABLE v (id int PRIMARY KEY, a int) ENGINE=MyISAM MAX_ROWS=1000 COMMENT='x'

CREATE TABLE w (id int PRIMARY KEY, a int) STATS_PERSISTENT=0 STATS_AUTO_RECALC=1

### partitions added, changed and removed
-- current
CREATE TABLE a (id int PRIMARY KEY, x int)

CREATE TABLE b (id int PRIMARY KEY, x int) PARTITION BY HASH (id) PARTITIONS 3

CREATE TABLE c (id int PRIMARY KEY, x int) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20))

CREATE TABLE d (id int, x int NOT NULL, PRIMARY KEY (id)) PARTITION BY HASH (id) PARTITIONS 2
-- wanted
CREATE TABLE a (id int PRIMARY KEY, x int, y int) PARTITION BY KEY (id) PARTITIONS 2

CREATE TABLE b (id int PRIMARY KEY, x bigint)

CREATE TABLE c (id int PRIMARY KEY, x int) PARTITION BY RANGE (id) (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20), PARTITION p2 VALUES LESS THAN MAXVALUE)

CREATE TABLE d (id int, x int NOT NULL, PRIMARY KEY (x)) PARTITION BY LIST (x) (PARTITION a VALUES IN (1, 2), PARTITION b VALUES IN (3))

### views
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int)

CREATE VIEW z_base AS SELECT id, a FROM t

CREATE VIEW a_top AS SELECT id FROM z_base WHERE a > 1

CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW upd AS SELECT id, a, b FROM t WHERE a > 0 WITH LOCAL CHECK OPTION

CREATE VIEW gone AS SELECT b FROM t

CREATE VIEW same AS SELECT id FROM t
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, c int)

CREATE VIEW z_base AS SELECT id, a, c FROM t

CREATE VIEW a_top AS SELECT id, c FROM z_base WHERE a > 2

CREATE ALGORITHM=TEMPTABLE VIEW upd AS SELECT id, a FROM t WHERE a > 0

CREATE VIEW new (x, y) AS SELECT id, c FROM a_top JOIN (SELECT 1 AS one) AS o

CREATE VIEW same AS SELECT id FROM t

### view becomes table and table becomes view
-- current
CREATE TABLE t (id int PRIMARY KEY)

CREATE TABLE x (id int PRIMARY KEY)

CREATE VIEW y AS SELECT id FROM t
-- wanted
CREATE TABLE t (id int PRIMARY KEY)

CREATE TABLE y (id int PRIMARY KEY)

CREATE VIEW x AS SELECT id FROM t

### triggers
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int)

CREATE TRIGGER ta BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.b

CREATE TRIGGER tb AFTER DELETE ON t FOR EACH ROW BEGIN SET @x = OLD.a; SET @y = 1; END

CREATE TRIGGER tc BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = 1
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, c int)

CREATE TRIGGER ta BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.c

CREATE TRIGGER td AFTER DELETE ON t FOR EACH ROW BEGIN SET @x = OLD.a; SET @y = 2; END

CREATE TRIGGER tc BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = 1

### trigger moves to another table
-- current
CREATE TABLE t (id int PRIMARY KEY, a int)

CREATE TABLE u (id int PRIMARY KEY, a int)

CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 5
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int)

CREATE TABLE u (id int PRIMARY KEY, a int)

CREATE TRIGGER tr BEFORE INSERT ON u FOR EACH ROW SET NEW.a = 5

### triggers of a dropped table
-- current
CREATE TABLE t (id int PRIMARY KEY, a int)

CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 5
-- wanted

### routines
-- current
CREATE TABLE t (id int PRIMARY KEY)

CREATE FUNCTION f(x int) RETURNS int DETERMINISTIC RETURN x + 1

CREATE FUNCTION gone() RETURNS int DETERMINISTIC RETURN 1

CREATE PROCEDURE p(IN a int, OUT b int) BEGIN SET b = a; SELECT b; END

CREATE VIEW v AS SELECT f(id) AS x FROM t
-- wanted
CREATE TABLE t (id int PRIMARY KEY)

CREATE FUNCTION f(x int) RETURNS int DETERMINISTIC RETURN x + 2

CREATE FUNCTION g(x int) RETURNS varchar(20) DETERMINISTIC COMMENT 'new' RETURN concat('a;', x)

CREATE PROCEDURE p(IN a int, OUT b int) SQL SECURITY INVOKER BEGIN SET b = a; SELECT b; END

CREATE VIEW v AS SELECT f(id) AS x FROM t

CREATE VIEW w AS SELECT g(id) AS x FROM t

### routine in another SQL mode
-- current
SET sql_mode = 'ANSI_QUOTES'

CREATE PROCEDURE p() SELECT 'x'
-- wanted
SET sql_mode = 'PIPES_AS_CONCAT,STRICT_TRANS_TABLES'

CREATE PROCEDURE p() SELECT 'x'

### events
-- current
CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO SELECT 1

CREATE EVENT gone ON SCHEDULE AT '2037-01-01 00:00:00' DISABLE DO SELECT 2
-- wanted
CREATE EVENT e ON SCHEDULE EVERY 2 DAY STARTS '2030-01-01 00:00:00' DISABLE DO SELECT 1

CREATE EVENT n ON SCHEDULE EVERY 1 HOUR STARTS '2030-01-01 00:00:00' ON COMPLETION PRESERVE COMMENT 'it''s' DO BEGIN SELECT 1; SELECT 2; END

### nasty names
-- current
CREATE TABLE `a ``b` (`id` int PRIMARY KEY, `c ``d` int, `select` int, KEY `k ``e` (`c ``d`))
-- wanted
CREATE TABLE `a ``b` (`id` int PRIMARY KEY, `c ``d` bigint, `order` int DEFAULT 1, KEY `k ``f` (`c ``d`), CONSTRAINT `x ``y` CHECK (`order` > 0))

CREATE TABLE `ta.b'le` (`id` int PRIMARY KEY, `p` int, CONSTRAINT `f ''k` FOREIGN KEY (`p`) REFERENCES `a ``b` (`id`))

### triggers that follow each other
-- current
CREATE TABLE t (id int PRIMARY KEY, a int)

CREATE TRIGGER zz BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1

CREATE TRIGGER mm BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.a + 2

CREATE TRIGGER aa BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.a * 3
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int)

CREATE TRIGGER zz BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2

CREATE TRIGGER mm BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.a + 2

CREATE TRIGGER bb BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 3

CREATE TRIGGER aa BEFORE INSERT ON t FOR EACH ROW SET NEW.a = NEW.a * 3

### event in another time zone
-- current
SET time_zone = '+02:00'

CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO SELECT 1
-- wanted
SET time_zone = '-05:00'

CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO SELECT 1
