INSERT INTO log (step) VALUES ('U30');
DROP ROLE 'x_${flyway:database}';
DROP USER 'r_${flyway:database}'@'localhost';
