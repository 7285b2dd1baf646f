-- Figures of the home page, and what citizens let the registers be asked for an offer there.

-- Whether a result was issued by the promised time; null for those issued before this was kept.
alter table issued_papers add column in_time boolean;
create index issued_papers_issued on issued_papers (issued_at);
create index dossiers_submitted on dossiers (submitted_at);

-- What came of asking: only what the page shows, never the record.
create table offers (
    account blob not null,
    procedure_id text not null,
    asked_at datetime not null,
    reply text not null,
    constraint offers_pkey primary key (account, procedure_id)
) without rowid;
