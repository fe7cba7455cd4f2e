DELIMITER //
CREATE PROCEDURE send(IN order_number BIGINT)
BEGIN
  -- a semicolon; in a comment
  IF order_number IS NOT NULL THEN
    UPDATE orders SET state = 'sent' WHERE id = order_number;
  END IF;
END//
DELIMITER ;
