-- A database with everything that a backup may get wrong. A statement ends with a line ";;".
-- ${database} stands for its name. Run with sql_mode '', UTF-8, time zone UTC.
CREATE TABLE `numbers` (`id` int NOT NULL AUTO_INCREMENT, `t` tinyint, `u` bigint unsigned, `z` int(8) zerofill,
  `d` decimal(65,30), `f` float, `g` double, `fd` float(10,2), `b1` bit(1), `b64` bit(64), `y` year, PRIMARY KEY (`id`))
;;
SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO'
;;
INSERT INTO `numbers` VALUES
  (0, -128, 18446744073709551615, 42, '99999999999999999999999999999999999.999999999999999999999999999999', 16777215, 1.7976931348623157e308, 0.1, b'1', x'FFFFFFFFFFFFFFFF', 0),
  (1, 127, 0, 0, '-99999999999999999999999999999999999.000000000000000000000000000001', 16777216, 2.2250738585072014e-308, 12345678.91, b'0', x'0000000000000A27', 1901),
  (2, 0, 9223372036854775808, NULL, 0, 0.1, 0.1, -0.1, NULL, x'5C270D0A1A00', 2155),
  (3, NULL, NULL, NULL, NULL, 3.4028235e38, 5e-324, NULL, b'0', b'0', 2000),
  (4, 1, 1, 1, 1e-30, 1.17549435e-38, -1.7976931348623157e308, 1, b'1', b'1', NULL),
  (5, 1, 1, 1, 1, -0e0, -0e0, -0e0, b'1', b'1', 1970),
  (6, 1, 1, 1, 1, 1.0000001, 0.30000000000000004, 0.07, b'1', b'1', 1970)
;;
SET sql_mode = ''
;;
CREATE TABLE `texts` (`id` int unsigned NOT NULL PRIMARY KEY, `c` char(10), `l` varchar(20) CHARACTER SET latin1,
  `u` text CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, `u2` varchar(20) CHARACTER SET ucs2, `g` varchar(20) CHARACTER SET gbk,
  `s` varchar(20) CHARACTER SET sjis, `b` binary(4), `vb` varbinary(300), `bl` longblob, `tt` tinytext, `m` mediumtext,
  `e` enum('a','','it''s, (b)','é') , `el` enum('é','b') CHARACTER SET latin1, `st` set('x','y''z ','é'))
;;
INSERT INTO `texts` VALUES
  (1, 'a\0b\r\n\Z\\''"`', 'é', '😀 ''\\\n), (', 'é', '中', 'ソ', x'00', x'000A0D1A5C2722FF80', x'00', '', 'x', 'a', 'é', 'x,é'),
  (2, '  ', '', '', '', '', '', '', '', '', 'ü', '),\n(', '', 'b', ''),
  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
  (4, 'NULL', '\\N', 'NULL', 'n', 'n', 'n', 'NULL', 'NULL', 'NULL', 'NULL', 'NULL', 'no such', NULL, 'x')
;;
INSERT INTO `texts` (`id`, `vb`, `bl`) SELECT 100 + n, CHAR(n), REPEAT(CHAR(n), 3)
  FROM (WITH RECURSIVE r (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM r WHERE n < 255) SELECT n FROM r) x
;;
INSERT INTO `texts` (`id`, `bl`) VALUES (1000, REPEAT(x'27000A5C', 700000))
;;
SET sql_mode = 'ALLOW_INVALID_DATES'
;;
CREATE TABLE `times` (`id` int NOT NULL, `d` date, `dt` datetime(6), `ts` timestamp(6) NULL, `ts0` timestamp NOT NULL DEFAULT '0000-00-00 00:00:00', `t` time(6), `y` year, KEY (`d`))
;;
INSERT INTO `times` VALUES
  (1, '0000-00-00', '0000-00-00 00:00:00', '1970-01-01 00:00:01', 0, '838:59:59', 0),
  (2, '2023-02-31', '2023-02-31 12:00:00.000001', '2038-01-19 03:14:07.999999', 0, '-838:59:59', '0000'),
  (3, '2023-00-00', '9999-12-31 23:59:59.999999', '2023-03-26 02:30:00', 0, '-00:00:00.000001', 2155),
  (4, '0000-01-01', NULL, NULL, 0, '25:00:00.5', NULL), (4, '0000-01-01', NULL, NULL, 0, '25:00:00.5', NULL)
;;
SET sql_mode = ''
;;
CREATE TABLE `shapes` (`id` int NOT NULL, `g` geometry, `p` point NOT NULL SRID 4326, `q` polygon, `mp` multipoint,
  `gc` geometrycollection, PRIMARY KEY (`id`), SPATIAL KEY `sp` (`p`))
;;
INSERT INTO `shapes` VALUES
  (1, ST_GeomFromText('POINT(1.5 2.5)', 4326), ST_GeomFromText('POINT(39.00001 -27.1)', 4326), NULL, NULL, NULL),
  (2, ST_GeomFromText('LINESTRING(0 0,1e300 -1e-300)'), ST_GeomFromText('POINT(0 0)', 4326), ST_GeomFromText('POLYGON((0 0,10 0,10 10,0 0))'),
   ST_GeomFromText('MULTIPOINT(0 0,39 92)'), ST_GeomFromText('GEOMETRYCOLLECTION EMPTY'))
;;
CREATE TABLE `documents` (`id` bigint NOT NULL, `j` json, `k` json DEFAULT (json_array(1, 'é')), `n` int GENERATED ALWAYS AS (json_length(`j`)) VIRTUAL,
  PRIMARY KEY (`id`), KEY `mv` ((cast(`j`->'$.tags' as unsigned array))), KEY `fn` ((cast(`j`->>'$.name' as char(30))) DESC, `id`), KEY `n` (`n`))
;;
INSERT INTO `documents` (`id`, `j`) VALUES (1, '{"name": "É\\"''", "tags": [1, 2], "x": 1.0, "y": 1e100, "😀": null}'), (2, 'null'), (3, NULL), (-9223372036854775808, '"\\u0000\\n"')
;;
CREATE TABLE `generated` (`a` int, `v` int GENERATED ALWAYS AS (`a` + 1) VIRTUAL, `s` varchar(40) GENERATED ALWAYS AS (concat('(', `a`, ',é)')) STORED,
  `hidden` int INVISIBLE DEFAULT 7, `n` int NOT NULL, PRIMARY KEY (`n`), UNIQUE KEY `s` (`s`), KEY `v` (`v`) INVISIBLE, KEY `mixed` (`v`, `s`(3) DESC))
;;
INSERT INTO `generated` (`a`, `hidden`, `n`) VALUES (1, 1, 1), (2, NULL, 2), (NULL, 3, 0)
;;
SET SESSION sql_generate_invisible_primary_key = ON
;;
CREATE TABLE `keyless with a hidden key` (`a` int, KEY `a` (`a`))
;;
SET SESSION sql_generate_invisible_primary_key = OFF
;;
INSERT INTO `keyless with a hidden key` VALUES (1), (1), (NULL)
;;
DELETE FROM `keyless with a hidden key` WHERE my_row_id = 2
;;
CREATE TABLE `no key at all` (`a` int, `f` float)
;;
INSERT INTO `no key at all` VALUES (1, 0.1), (1, 0.1), (NULL, NULL), (2, 16777216)
;;
CREATE TABLE `unique only` (`a` int NOT NULL, `b` int, `c` varchar(20), UNIQUE KEY `b` (`b`), UNIQUE KEY `a` (`a`), KEY `c` (`c`))
;;
INSERT INTO `unique only` VALUES (1, NULL, 'x'), (2, NULL, 'x'), (3, 3, NULL)
;;
CREATE TABLE `counted` (`p` int NOT NULL, `x` int, `id` int NOT NULL AUTO_INCREMENT, PRIMARY KEY (`p`), KEY `x` (`x`), KEY `id` (`id`), KEY `y` (`x`, `p`)) AUTO_INCREMENT = 4711
;;
INSERT INTO `counted` VALUES (1, 1, 10), (2, 2, 4712)
;;
CREATE TABLE `we``ird "name'
( ,;;` (`id` int NOT NULL, `a b` int DEFAULT 3, `select` varchar(30) DEFAULT 'it''s \\ ", ) \n;; x' COMMENT 'KEY `x` (`y`),
PRIMARY KEY (`z`) -- $$ //', `c``,)(` int, `naïve 中` int, PRIMARY KEY (`a b`, `id`), KEY `k,(` (`c``,)(`), KEY `from` (`select`(5)))
  COMMENT = 'AUTO_INCREMENT=5 ''quoted'' \\ ENGINE=MyISAM'
;;
INSERT INTO `we``ird "name'
( ,;;` VALUES (1, 1, 'a', 1, 1), (2, 1, ';;\n', 1, 1)
;;
CREATE TABLE `select` (`from` int NOT NULL PRIMARY KEY, `é` varchar(10) DEFAULT 'ü')
;;
INSERT INTO `select` VALUES (1, 'x')
;;
CREATE TABLE `searched` (`id` int NOT NULL PRIMARY KEY, `a` text, `b` text, FULLTEXT KEY `f1` (`a`), FULLTEXT KEY `f2` (`b`) WITH PARSER ngram, FULLTEXT KEY `f3` (`a`, `b`), KEY `p` (`a`(10)))
;;
INSERT INTO `searched` VALUES (1, 'hello world', '中文字'), (2, NULL, '')
;;
CREATE TABLE `parents` (`id` int NOT NULL PRIMARY KEY, `code` varchar(10) NOT NULL, `child` int, UNIQUE KEY `code` (`code`))
;;
CREATE TABLE `children` (`id` int NOT NULL PRIMARY KEY, `parent` int, `code` varchar(10), `self` int,
  CONSTRAINT `to parent` FOREIGN KEY (`parent`) REFERENCES `parents` (`id`) ON DELETE CASCADE ON UPDATE SET NULL,
  CONSTRAINT `to_code` FOREIGN KEY (`code`) REFERENCES `parents` (`code`), FOREIGN KEY (`self`) REFERENCES `children` (`id`))
;;
ALTER TABLE `parents` ADD FOREIGN KEY (`child`) REFERENCES `children` (`id`)
;;
INSERT INTO `parents` VALUES (1, 'a', NULL)
;;
INSERT INTO `children` VALUES (1, 1, 'a', 1), (2, NULL, NULL, 1)
;;
UPDATE `parents` SET `child` = 2
;;
CREATE TABLE `checked` (`id` int NOT NULL PRIMARY KEY, `a` int CHECK (`a` > 0), `b` varchar(20) DEFAULT (concat('a', 'é')), `u` binary(16) DEFAULT (uuid_to_bin(uuid())),
  `n` int DEFAULT '-5', `x` binary(3) DEFAULT 0xFF0027, `vb` varbinary(4) DEFAULT 'ab', `bi` bit(3) DEFAULT b'101', `ts` timestamp(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3),
  CONSTRAINT `named (check)` CHECK (`b` <> 'it''s, )'), CONSTRAINT `not enforced` CHECK (`n` < 0) NOT ENFORCED)
;;
INSERT INTO `checked` (`id`, `a`, `n`) VALUES (1, 1, 5)
;;
CREATE TABLE `by_range` (`id` int NOT NULL, `d` date NOT NULL, `a` int, PRIMARY KEY (`id`, `d`), KEY `a` (`a`))
  PARTITION BY RANGE (year(`d`)) SUBPARTITION BY HASH (`id`) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (2000) COMMENT = 'old, (', PARTITION `p 1` VALUES LESS THAN MAXVALUE)
;;
INSERT INTO `by_range` VALUES (1, '1999-12-31', 1), (1, '2000-01-01', 2)
;;
CREATE TABLE `by_key` (`id` int NOT NULL, `a` int, UNIQUE KEY `id` (`id`)) PARTITION BY KEY () PARTITIONS 3
;;
INSERT INTO `by_key` VALUES (1, 1), (2, 2), (3, 3)
;;
CREATE TABLE `by_list` (`l` varchar(10) CHARACTER SET latin1 NOT NULL, `n` int) PARTITION BY LIST COLUMNS (`l`) (PARTITION a VALUES IN ('a', 'é'), PARTITION b VALUES IN ('b,)'))
;;
INSERT INTO `by_list` VALUES ('a', 1), ('é', 2), ('b,)', 3)
;;
CREATE TABLE `packed` (`id` int NOT NULL PRIMARY KEY, `a` text) ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 4 DEFAULT CHARSET = latin1
;;
CREATE TABLE `isam` (`g` int NOT NULL, `n` int NOT NULL AUTO_INCREMENT, `t` text, PRIMARY KEY (`g`, `n`), FULLTEXT KEY (`t`)) ENGINE = MyISAM
;;
INSERT INTO `isam` (`g`, `t`) VALUES (1, 'a'), (1, 'b'), (2, 'c')
;;
CREATE TABLE `remembered` (`a` int NOT NULL, KEY `h` (`a`) USING HASH, KEY `t` (`a`) USING BTREE) ENGINE = MEMORY
;;
INSERT INTO `remembered` VALUES (1), (2)
;;
CREATE TABLE `listed` (`a` int NOT NULL, `b` varchar(20) NOT NULL) ENGINE = CSV
;;
INSERT INTO `listed` VALUES (1, '"quoted", \\')
;;
CREATE TABLE `archived` (`id` int NOT NULL AUTO_INCREMENT, `a` blob, KEY (`id`)) ENGINE = ARCHIVE
;;
INSERT INTO `archived` (`a`) VALUES (x'00FF'), (NULL)
;;
CREATE TABLE `void` (`a` int, KEY (`a`)) ENGINE = BLACKHOLE
;;
CREATE TABLE `vectors` (`id` int NOT NULL PRIMARY KEY, `v` vector(3))
;;
INSERT INTO `vectors` VALUES (1, TO_VECTOR('[1.1,-2.5,3e-10]')), (2, NULL)
;;
CREATE TABLE `log` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY, `what` varchar(200))
;;
ANALYZE TABLE `texts` UPDATE HISTOGRAM ON `c`, `tt` WITH 8 BUCKETS
;;
ANALYZE TABLE `numbers` UPDATE HISTOGRAM ON `t` WITH 100 BUCKETS
;;
CREATE FUNCTION `twice`(`n` int) RETURNS int DETERMINISTIC NO SQL COMMENT 'it''s; "two"' RETURN `n` * 2
;;
CREATE FUNCTION `über (f)`(`päram` varchar(10) CHARACTER SET latin1) RETURNS varchar(20) CHARSET utf8mb4 COLLATE utf8mb4_bin READS SQL DATA SQL SECURITY INVOKER
BEGIN /* a comment; with 'quotes' */
  DECLARE x varchar(10) DEFAULT ';;'; -- to the end ; of $$ the // line
  # another
  RETURN concat(`päram`, x, 'é');
END
;;
CREATE PROCEDURE `all directions`(IN `a` int, OUT `b` int, INOUT `c` decimal(10,2))
BEGIN
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; RESIGNAL; END;
  SET `b` = `twice`(`a`), `c` = `c` + 1;
  IF `a` > 1 THEN SELECT 1; ELSE CASE `a` WHEN 1 THEN SELECT 2; ELSE BEGIN END; END CASE; END IF;
END
;;
CREATE PROCEDURE `empty`() BEGIN END
;;
SET sql_mode = 'NO_ZERO_DATE,ALLOW_INVALID_DATES,STRICT_ALL_TABLES,HIGH_NOT_PRECEDENCE'
;;
CREATE PROCEDURE `modes`() SELECT NOT 1 BETWEEN -5 AND 5
;;
CREATE EVENT `modes` ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01 00:00:00' DISABLE DO SELECT '2023-02-31'
;;
CREATE TRIGGER `modes` AFTER DELETE ON `parents` FOR EACH ROW SET @d = '2023-02-31'
;;
SET sql_mode = ''
;;
CREATE PROCEDURE `with a literal`() SELECT '
DELIMITER ;
;;x', "two", 'back\\slash', _binary x'00FF'
;;
SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES'
;;
CREATE PROCEDURE "ansi" ("p" varchar(10)) SELECT "from" || 'back\', "é" FROM "select" WHERE "é" = "p"
;;
CREATE FUNCTION "of another database's collation"() RETURNS varchar(10) DETERMINISTIC RETURN 'a' || 'b'
;;
CREATE TRIGGER "select_ansi" BEFORE INSERT ON "select" FOR EACH ROW SET NEW."é" = NEW."é" || 'back\'
;;
SET sql_mode = ''
;;
ALTER DATABASE CHARACTER SET latin2 COLLATE latin2_czech_cs
;;
CREATE FUNCTION `with its own collation`(`a` varchar(10)) RETURNS varchar(10) DETERMINISTIC RETURN `a`
;;
ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci
;;
SET NAMES latin1 COLLATE latin1_german2_ci
;;
CREATE PROCEDURE `latin one`(`a` varchar(10)) SELECT 'ä', `a`
;;
CREATE VIEW `latin view` AS SELECT 'ä' AS `ö`, `from` FROM `select` WHERE `from` <> 'ü'
;;
CREATE TRIGGER `latin trigger` AFTER INSERT ON `select` FOR EACH ROW INSERT INTO `log` (`what`) VALUES (concat('ä', NEW.`from`))
;;
CREATE EVENT `latin event` ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01 00:00:00' DISABLE COMMENT 'ä' DO INSERT INTO `log` (`what`) VALUES ('ä')
;;
SET NAMES utf8mb4
;;
CREATE DEFINER = `gone`@`no where` PROCEDURE `of nobody`() SQL SECURITY DEFINER SELECT 1
;;
CREATE DEFINER = `gone`@`no where` FUNCTION `f of nobody`() RETURNS int NO SQL RETURN 1
;;
CREATE VIEW `z_base` AS SELECT `id`, `parent`, `twice`(`id`) AS `two`, '`${database}`.`x`' AS `text` FROM `children`
;;
CREATE VIEW `m_middle` (`a b`, `c``d`) AS SELECT `z`.`id`, `z`.`two` FROM `z_base` `z` JOIN `parents` ON `parents`.`id` = `z`.`parent` WHERE `z`.`two` > 1 WITH CASCADED CHECK OPTION
;;
CREATE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW `a_top` AS WITH RECURSIVE `r` (`n`) AS (SELECT 1 UNION ALL SELECT `n` + 1 FROM `r` WHERE `n` < 3) SELECT `r`.`n`, `m_middle`.* FROM `r` JOIN `m_middle`
;;
CREATE VIEW `qualified` AS SELECT `${database}`.`parents`.`id` FROM `${database}`.`parents` WHERE `${database}`.`twice`(1) = 2
;;
CREATE DEFINER = `gone`@`no where` SQL SECURITY DEFINER VIEW `v of nobody` AS SELECT 1 AS `one`
;;
CREATE VIEW `we``ird "view'
(` AS SELECT `a b` AS `x` FROM `we``ird "name'
( ,;;`
;;
CREATE TABLE `soon gone` (`a` int, `b` int)
;;
CREATE VIEW `broken` AS SELECT `a`, `b` FROM `soon gone`
;;
CREATE VIEW `broken, too` AS SELECT * FROM `broken`
;;
DROP TABLE `soon gone`
;;
CREATE TRIGGER `t1` BEFORE INSERT ON `children` FOR EACH ROW SET NEW.`code` = trim(NEW.`code`)
;;
CREATE TRIGGER `t2` BEFORE INSERT ON `children` FOR EACH ROW PRECEDES `t1` IF NEW.`id` < 0 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'it''s; negative'; END IF
;;
CREATE TRIGGER `t0` BEFORE INSERT ON `children` FOR EACH ROW FOLLOWS `t2`
BEGIN
  -- a comment;
  INSERT INTO `log` (`what`) VALUES (concat('t0 ', NEW.`id`)); /* ;; */
END
;;
CREATE TRIGGER `${database}`.`t qualified` AFTER DELETE ON `${database}`.`children` FOR EACH ROW DELETE FROM `log` WHERE `id` = OLD.`id`
;;
CREATE DEFINER = `gone`@`no where` TRIGGER `t of nobody` AFTER UPDATE ON `we``ird "name'
( ,;;` FOR EACH ROW SET @x = 1
;;
SET time_zone = '+05:30'
;;
CREATE EVENT `ev,ent` ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2037-03-01 12:00:00' ENDS '2037-12-31 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'it''s' DO
BEGIN
  INSERT INTO `log` (`what`) VALUES ('event;');
END
;;
SET time_zone = '+00:00'
;;
CREATE EVENT `once` ON SCHEDULE AT '2037-01-01 00:00:00' ENABLE DO DELETE FROM `log` WHERE `id` < 0
;;
CREATE DEFINER = `gone`@`no where` EVENT `e of nobody` ON SCHEDULE EVERY 1 YEAR STARTS '2037-01-01 00:00:00' DISABLE ON REPLICA DO SELECT 1
;;
