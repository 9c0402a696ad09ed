-- What the bot may do with the tables. As the owner, after `spoedgroep init` or `spoedgroep migrate`:
--   psql --username spoedgroep_owner --dbname spoedgroep --file grants.sql
-- Giving it again does no harm.
\set ON_ERROR_STOP on
\if :{?bot} \else \set bot spoedgroep_bot \endif
BEGIN;
SET LOCAL client_min_messages = warning;

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"bot";
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO :"bot";
REVOKE TRUNCATE, REFERENCES, TRIGGER ON ALL TABLES IN SCHEMA public FROM :"bot";
-- the same for a table that a later version adds
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"bot";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO :"bot";

-- which version the tables are of is for the owner, and so is how many ends the log has
REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM :"bot";
REVOKE INSERT, DELETE ON chain_head FROM :"bot";

-- A row of the log is added and read. Forgetting takes off the oldest: none that is younger than a
-- year by the clock of the server, whatever the end of the log says (no term is under two years).
REVOKE UPDATE ON history FROM :"bot";
ALTER TABLE history ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS history_is_read ON history;
DROP POLICY IF EXISTS history_is_added_to ON history;
DROP POLICY IF EXISTS history_is_forgotten ON history;
CREATE POLICY history_is_read ON history FOR SELECT TO :"bot" USING (true);
CREATE POLICY history_is_added_to ON history FOR INSERT TO :"bot" WITH CHECK (true);
CREATE POLICY history_is_forgotten ON history FOR DELETE TO :"bot"
    USING (at < now() - interval '365 days');

COMMIT;
