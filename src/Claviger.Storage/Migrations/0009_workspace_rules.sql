-- What a workspace demands of its requests. Geographies are kept in Anthropic's words: 'unrestricted', or names with commas between them.

ALTER TABLE workspaces ADD COLUMN workspace_geo TEXT NOT NULL DEFAULT 'us';
ALTER TABLE workspaces ADD COLUMN allowed_inference_geos TEXT NOT NULL DEFAULT 'unrestricted';
ALTER TABLE workspaces ADD COLUMN default_inference_geo TEXT NOT NULL DEFAULT 'global';
-- Both are written once.
ALTER TABLE workspaces ADD COLUMN external_key_id TEXT;
ALTER TABLE workspaces ADD COLUMN user_profile_id TEXT;
