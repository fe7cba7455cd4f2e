INSERT INTO customers (id, name, email, created_at) VALUES (1, 'Ada', 'ADA@example.com', '2025-01-19 14:30:00'), (2, 'Grüße; 東京', NULL, '2025-01-20');
INSERT INTO orders (id, customer_id) VALUES (10, 1), (11, 2);
INSERT INTO order_lines (order_id, line, price, note) VALUES (10, 1, 9.99, 'it''s a; gift');
