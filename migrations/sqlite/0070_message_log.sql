-- Messages that are closed, for those who look into the log of an agency; open ones have an index of their own.
create index messages_agency_closed on messages (agency, created_at) where answered_at is not null;
-- Jobs that should have been done: for the list of what is silent.
create index outbox_due on outbox (due_at, position) where state = 'ready';
