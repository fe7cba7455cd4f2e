### check of a column
-- current
CREATE TABLE t (id int PRIMARY KEY, a int CHECK (a > 0), b int CHECK (b > 1), c int)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, b int CHECK (b > 2), c int CHECK (c < 5), d int CHECK (d <> 7))

### renamed column with a check of its own
-- current
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 1 CHECK (a > 0))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, b int DEFAULT 1 CHECK (b > 0))
-- rename t.a:b

### json
-- current
CREATE TABLE t (id int PRIMARY KEY, a json, b longtext)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a longtext, b json NOT NULL, c json)

### ignored indexes
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY x (a), KEY y (b) IGNORED)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY x (a) IGNORED, KEY y (b))
-- steps 1

### sequences
-- current
CREATE SEQUENCE s START WITH 1 INCREMENT BY 1

CREATE SEQUENCE gone

CREATE TABLE t (id bigint PRIMARY KEY DEFAULT NEXTVAL(gone))
-- wanted
CREATE SEQUENCE s START WITH 1 INCREMENT BY 50 MAXVALUE 100000 CACHE 10 CYCLE

CREATE SEQUENCE n START WITH 100 INCREMENT BY -1 MINVALUE 1 MAXVALUE 100 NOCACHE

CREATE TABLE t (id bigint PRIMARY KEY DEFAULT NEXTVAL(n), a int)

### system versioning
-- current
CREATE TABLE a (id int PRIMARY KEY, x int)

CREATE TABLE b (id int PRIMARY KEY, x int) WITH SYSTEM VERSIONING

CREATE TABLE c (id int PRIMARY KEY, x int) WITH SYSTEM VERSIONING
-- wanted
CREATE TABLE a (id int PRIMARY KEY, x int) WITH SYSTEM VERSIONING

CREATE TABLE b (id int PRIMARY KEY, x int)

CREATE TABLE c (id int PRIMARY KEY, x bigint, y int WITHOUT SYSTEM VERSIONING, z int) WITH SYSTEM VERSIONING

### system versioning with columns of its own
-- current
CREATE TABLE t (id int PRIMARY KEY, x int)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, x int, rs timestamp(6) GENERATED ALWAYS AS ROW START, re timestamp(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (rs, re)) WITH SYSTEM VERSIONING

### application periods
-- current
CREATE TABLE t (id int, a date NOT NULL, b date NOT NULL, PERIOD FOR p (a, b))

CREATE TABLE u (id int, a date NOT NULL, b date NOT NULL)
-- wanted
CREATE TABLE t (id int, a date NOT NULL, b date NOT NULL)

CREATE TABLE u (id int, a date NOT NULL, b date NOT NULL, PERIOD FOR q (a, b), UNIQUE KEY o (id, q WITHOUT OVERLAPS))

### packages
-- current
SET sql_mode = ORACLE

CREATE PACKAGE pk AS FUNCTION f RETURN int; END

CREATE PACKAGE BODY pk AS FUNCTION f RETURN int AS BEGIN RETURN 1; END; END
-- wanted
SET sql_mode = ORACLE

CREATE PACKAGE pk AS FUNCTION f RETURN int; FUNCTION g RETURN int; END

CREATE PACKAGE BODY pk AS FUNCTION f RETURN int AS BEGIN RETURN 1; END; FUNCTION g RETURN int AS BEGIN RETURN 2; END; END

### package whose body stays
-- current
SET sql_mode = ORACLE

CREATE PACKAGE pk COMMENT 'a' AS FUNCTION f RETURN int; END

CREATE PACKAGE BODY pk AS FUNCTION f RETURN int AS BEGIN RETURN 1; END; END
-- wanted
SET sql_mode = ORACLE

CREATE PACKAGE pk COMMENT 'b' AS FUNCTION f RETURN int; END

CREATE PACKAGE BODY pk AS FUNCTION f RETURN int AS BEGIN RETURN 1; END; END

### other engines and their options
-- current
CREATE TABLE t (id int PRIMARY KEY, a int) ENGINE=Aria TRANSACTIONAL=1 PAGE_CHECKSUM=1

CREATE TABLE u (id int PRIMARY KEY, a int) PAGE_COMPRESSED=1
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int) ENGINE=InnoDB

CREATE TABLE u (id int PRIMARY KEY, a int)

### types of mariadb
-- current
CREATE TABLE t (id int PRIMARY KEY, a uuid, b inet6, c varchar(100) COMPRESSED, d int(5) unsigned zerofill, e tinyint(1))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a uuid DEFAULT uuid(), b inet4, c varchar(100), d int, e tinyint(4), f varchar(1000) COMPRESSED, g inet6)

### default of another column
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int DEFAULT (a + 1))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, x int, b int DEFAULT (x + 1), c int DEFAULT (x + 2))
-- rename t.a:x

### spatial reference system
-- current
CREATE TABLE t (id int PRIMARY KEY, a point REF_SYSTEM_ID=101 NOT NULL, SPATIAL KEY sa (a))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a point REF_SYSTEM_ID=102 NOT NULL, b geometry, SPATIAL KEY sa (a))
