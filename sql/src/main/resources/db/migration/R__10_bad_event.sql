-- raft.bad_event: refuses an event
-- Purpose:    says which field of an event is wrong and what was expected there; nothing has changed then.
-- Parameters: p_field, the field's name; p_expected, what belongs there.
-- Returns:    never; raises RF001.
create or replace function raft.bad_event(p_field text, p_expected text) returns void
language plpgsql as $$
begin
  raise exception using
    errcode = 'RF001',
    message = format('bad event: field "%s" must be %s', p_field, p_expected),
    hint    = 'Nothing was changed. Send the event again with the field mended.';
end
$$;
revoke all on function raft.bad_event from public;
