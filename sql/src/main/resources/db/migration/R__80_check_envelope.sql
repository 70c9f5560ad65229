-- raft.check_envelope: what all events carry
-- Purpose:    takes type and at out of the event, and from, to, term and id out of an RPC.
-- Parameters: p_step, just read; p_event.
-- Returns:    the step; raises RF001.
create or replace function raft.check_envelope(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
begin
  if jsonb_typeof(p_event) is distinct from 'object' then
    raise exception using errcode = 'RF001', message = 'bad event: it must be an object with "type"';
  end if;
  p_step.type := raft.text_field(p_event, 'type');
  -- What changes more than the hot columns says so.
  if p_step.type in ('AppendEntries', 'AppendEntriesReply', 'ClientRequest', 'HeartbeatTimeout') then
    p_step.wide := false;
  end if;
  if p_event ? 'at' then
    p_step.at := raft.bigint_field(p_event, 'at');
  end if;
  if p_step.type in ('AppendEntries', 'AppendEntriesReply', 'RequestVote', 'RequestVoteReply', 'InstallSnapshot',
                     'InstallSnapshotReply', 'TimeoutNow') then
    -- All that an RPC carries, at one look; only where something is wrong is it looked at field by field.
    if p_event @@ 'strict $.from >= 1 && $.from <= 2147483647 && $.from % 1 == 0 && $.id.type() == "string"
                && $.to >= 1 && $.to <= 2147483647 && $.to % 1 == 0
                && $.term >= 0 && $.term <= 9007199254740991 && $.term % 1 == 0' is not true then
      perform raft.node_field(p_event, 'from'), raft.bigint_field(p_event, 'term'), raft.text_field(p_event, 'id'),
              raft.node_field(p_event, 'to');
    end if;
    p_step.sender := (p_event -> 'from')::int;
    p_step.event_term := (p_event -> 'term')::bigint;
    if (p_event -> 'to')::int <> p_step.node_id then
      perform raft.bad_event('to', format('%s, the node that it is given to', p_step.node_id));
    end if;
    if p_step.sender = p_step.node_id then
      perform raft.bad_event('from', 'another node');
    end if;
  end if;
end
$$;
revoke all on function raft.check_envelope from public;
