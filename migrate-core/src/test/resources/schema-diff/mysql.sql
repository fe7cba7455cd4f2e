### functional and multi-valued indexes
-- current
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), j json, KEY f ((lower(a))), KEY m ((CAST(j->'$.x' AS unsigned ARRAY))))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), j json, KEY f ((upper(a)), id), KEY n ((CAST(j->'$.y' AS char(20) ARRAY))), UNIQUE KEY u (a, (id * 2)))

### renamed column of a functional index
-- current
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), KEY f ((lower(a))))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, b varchar(20), KEY f ((lower(b))))
-- rename t.a:b

### column of a functional index goes
-- current
CREATE TABLE t (id int PRIMARY KEY, a varchar(20), KEY f ((lower(a))))
-- wanted
CREATE TABLE t (id int PRIMARY KEY)

### invisible indexes
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY x (a), KEY y (b) INVISIBLE)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY x (a) INVISIBLE, KEY y (b))
-- steps 1

### check that is not enforced
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT x CHECK (a > 0), CONSTRAINT y CHECK (a < 9) NOT ENFORCED)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT x CHECK (a > 0) NOT ENFORCED, CONSTRAINT y CHECK (a < 9))
-- steps 1

### spatial reference system
-- current
CREATE TABLE t (id int PRIMARY KEY, a point NOT NULL SRID 4326, b geometry, SPATIAL KEY sa (a))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a point NOT NULL SRID 0, b geometry SRID 4326, c point NOT NULL SRID 4326, SPATIAL KEY sa (a), SPATIAL KEY sc (c))

### compression and other options
-- current
CREATE TABLE t (id int PRIMARY KEY, a int) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8

CREATE TABLE u (id int PRIMARY KEY, a int) AVG_ROW_LENGTH=100 MIN_ROWS=5 CHECKSUM=1
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a int, b int)

CREATE TABLE u (id int PRIMARY KEY, a int)

### full text with a parser
-- current
CREATE TABLE t (id int PRIMARY KEY, a text, FULLTEXT KEY f (a))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a text, b int, FULLTEXT KEY f (a) WITH PARSER ngram)

### subpartitions and key algorithm
-- current
CREATE TABLE t (id int NOT NULL, d date NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (year(d)) SUBPARTITION BY HASH (to_days(d)) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (2000) COMMENT = 'old', PARTITION p1 VALUES LESS THAN MAXVALUE)
-- wanted
CREATE TABLE t (id int NOT NULL, d date NOT NULL, PRIMARY KEY (id, d)) PARTITION BY LINEAR KEY (id) PARTITIONS 4

### defaults that are expressions
-- current
CREATE TABLE t (id int PRIMARY KEY, a binary(16) DEFAULT (uuid_to_bin(uuid())), j json)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a binary(16), j json DEFAULT (json_array()), k json DEFAULT (json_object('a', 1)), t text DEFAULT ('x'))

### default of another column
-- current
CREATE TABLE t (id int PRIMARY KEY, a int, b int DEFAULT (a + 1))
-- wanted
CREATE TABLE t (id int PRIMARY KEY, x int, b int DEFAULT (x + 1), c int DEFAULT (x + 2))
-- rename t.a:x

### collations of the server
-- current
CREATE TABLE t (id int PRIMARY KEY, a varchar(10), b varchar(10) COLLATE utf8mb4_general_ci)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a varchar(10) COLLATE utf8mb4_bin, b varchar(10))

### display widths and zero fill
-- current
CREATE TABLE t (id int PRIMARY KEY, a tinyint(1), b int(5) unsigned zerofill)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a tinyint, b int unsigned)

### library of small things
-- current
CREATE TABLE t (id int PRIMARY KEY, a char(5), y year, f float, d double, v varbinary(5), b blob)
-- wanted
CREATE TABLE t (id int PRIMARY KEY, a binary(5), y int, f double, d decimal(20,5), v varbinary(9), b longblob)
