-- A database with two roles: one that owns the tables, and one for the bot, which can change none.
-- Once, as administrator of the server:  psql --username postgres --file roles.sql
-- Other names: --set database=... --set owner=... --set bot=...
-- No role has a password yet: give each its own with \password, and keep that of the owner elsewhere.
\set ON_ERROR_STOP on
\if :{?database} \else \set database spoedgroep \endif
\if :{?owner} \else \set owner spoedgroep_owner \endif
\if :{?bot} \else \set bot spoedgroep_bot \endif

CREATE ROLE :"owner" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
CREATE ROLE :"bot" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS;
CREATE DATABASE :"database" OWNER :"owner" TEMPLATE template0 ENCODING 'UTF8';

-- nobody comes in by being nobody in particular
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"bot";
\connect :database
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO :"owner";
GRANT USAGE ON SCHEMA public TO :"bot";
