DROP TRIGGER lower_email;
