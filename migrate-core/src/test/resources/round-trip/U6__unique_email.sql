ALTER TABLE customers DROP INDEX one_email;
