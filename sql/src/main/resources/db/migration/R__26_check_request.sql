-- raft.check_request: refuses a malformed request of a ClientRequest
-- Parameters: p_request: request, command; client and serial, both or neither.
-- Returns:    nothing; raises RF001.
create or replace function raft.check_request(p_request jsonb) returns void
language plpgsql immutable as $$
begin
  if jsonb_typeof(p_request) <> 'object' then
    perform raft.bad_event('requests', 'an array of objects');
  end if;
  perform raft.text_field(p_request, 'request');
  if p_request -> 'command' is null then
    perform raft.bad_event('command', 'present in every request');
  end if;
  if coalesce(p_request -> 'client', 'null') <> 'null' or coalesce(p_request -> 'serial', 'null') <> 'null' then
    perform raft.bigint_field(p_request, 'client');
    perform raft.bigint_field(p_request, 'serial');
  end if;
end
$$;
revoke all on function raft.check_request from public;
