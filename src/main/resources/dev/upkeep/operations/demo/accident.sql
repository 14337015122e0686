-- Somebody types this into the wrong window.
DROP TABLE hours CASCADE;
