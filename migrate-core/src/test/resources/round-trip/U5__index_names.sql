DROP INDEX newest ON customers;
DROP INDEX by_name ON customers;
