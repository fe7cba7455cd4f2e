CREATE FUNCTION total(order_number BIGINT) RETURNS DECIMAL(12,2) READS SQL DATA
RETURN (SELECT COALESCE(SUM(price), 0) FROM order_lines WHERE order_id = order_number);
