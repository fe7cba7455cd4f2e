CREATE USER 'r_${flyway:database}'@'localhost' IDENTIFIED BY 'First-1-Password';
GRANT SELECT ON `${flyway:database}`.* TO 'r_${flyway:database}'@'localhost';
GRANT INSERT, UPDATE ON `${flyway:database}`.log TO 'r_${flyway:database}'@'localhost';
UPDATE counters SET n = n + 1 WHERE id = 'b';
REVOKE UPDATE ON `${flyway:database}`.log FROM 'r_${flyway:database}'@'localhost';
ALTER USER 'r_${flyway:database}'@'localhost' WITH MAX_QUERIES_PER_HOUR 1000;
CREATE ROLE 'x_${flyway:database}';
GRANT SELECT ON `${flyway:database}`.counters TO 'x_${flyway:database}';
GRANT 'x_${flyway:database}' TO 'r_${flyway:database}'@'localhost';
