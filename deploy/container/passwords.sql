-- Gives the two roles of roles.sql their passwords, once, when the database of compose.yaml is made.
\set ON_ERROR_STOP on
\set owner_password `cat /run/secrets/owner_password`
\set bot_password `cat /run/secrets/bot_password`
ALTER ROLE spoedgroep_owner PASSWORD :'owner_password';
ALTER ROLE spoedgroep_bot PASSWORD :'bot_password';
