CREATE INDEX idx_accounts_name ON accounts (name);
