-- raft.on_timeout_now: event TimeoutNow
-- Purpose:    a leader hands over: this node campaigns at once, without asking first.
-- Parameters: p_step; p_event, no fields beyond an RPC's.
-- Returns:    the step.
-- Source:     dissertation 3.10.
create or replace function raft.on_timeout_now(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
begin
  -- AllServers.2  a newer term is adopted
  if p_step.event_term > p_step.current_term then
    p_step.rules := p_step.rules || 'AllServers.2'::text;
    p_step := raft.become_follower(p_step, p_step.event_term);
  end if;

  -- Late.7  the word of an older leader, or to one who leads already
  if p_step.event_term < p_step.current_term or p_step.role = 'leader' then
    p_step.rules := p_step.rules || 'Late.7'::text;

  -- Limit.1  there is no term above the highest, and no room for an entry above the highest index
  elsif greatest(p_step.current_term, p_step.last_log_index) = 9007199254740991 then
    p_step.rules := p_step.rules || 'Limit.1'::text;

  -- Config.5  only a voter campaigns
  elsif p_step.node_id <> all (p_step.voters || p_step.outgoing) then
    p_step.rules := p_step.rules || 'Config.5'::text;

  -- Transfer.4  campaign at once
  else
    p_step.rules := p_step.rules || 'Transfer.4'::text;
    p_step := raft.campaign(p_step, true);
  end if;
end
$$;
revoke all on function raft.on_timeout_now from public;
