-- The inbox's filters: each in the order of the queue, so that a page of it reads one range, however long the queue is.
create index tasks_procedure on tasks (agency, role, queue, procedure_id, channel, sort_at, dossier);
create index tasks_channel on tasks (agency, role, queue, channel, sort_at, dossier);
create index tasks_officer on tasks (officer, agency, role, queue, sort_at, dossier) where officer is not null;
-- Dossiers that one agency received for another to decide, found by name at the desk, too.
create index dossiers_search_receiving on dossiers (receiving, search) where receiving <> competent;
