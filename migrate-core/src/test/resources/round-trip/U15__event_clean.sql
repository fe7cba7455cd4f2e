DROP EVENT clean_orders;
