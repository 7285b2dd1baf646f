-- Parts of linked groups: the dossier of the group, and the step of it that opened the part (LNK-6).
alter table dossiers add column group_id blob;
alter table dossiers add column group_step text;
-- One part a step, however often the order to open it is repeated.
create unique index dossiers_group_id_group_step_key on dossiers (group_id, group_step) where group_id is not null;
