CREATE INDEX by_name ON customers (name(20), birthday);
CREATE INDEX newest ON customers (created_at DESC);
