DROP PROCEDURE IF EXISTS repeated_procedure;
CREATE PROCEDURE repeated_procedure() SELECT 1;
