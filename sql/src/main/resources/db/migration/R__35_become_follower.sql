-- raft.become_follower: ends a candidacy or a leadership
-- Purpose:    a new term brings a new vote; a leader that steps down can no longer say what becomes of what it was asked.
-- Parameters: p_step; p_term, the term to be follower in.
-- Returns:    the step.
-- Tables:     raft.raft_read: emptied for the node when a leader steps down; reads raft.raft_log by its key.
-- Source:     Figure 2, Rules for Servers, All Servers.
create or replace function raft.become_follower(inout p_step raft.step, p_term bigint)
language plpgsql as $$
begin
  p_step.wide := true;
  if p_term > p_step.current_term then
    p_step.current_term := p_term;
    p_step.voted_for := null;
    p_step.incoming_index := null;
  end if;
  p_step.leader_id := null;
  p_step.votes_granted := '{}';
  p_step.votes_refused := '{}';
  -- Leader.stepdown  what was not decided stays unknown
  if p_step.role = 'leader' then
    p_step.rules := p_step.rules || 'Leader.stepdown'::text;
    p_step.election_timer := 'reset';
    p_step.heartbeat_timer := 'stop';
    p_step.rows_changed := true;
    select p_step.replies || coalesce(array_agg(jsonb_build_object('request', r.request, 'status', 'unknown')::text
                                                order by r.place, r.id), '{}')
    into p_step.replies
    from (
      select 1 as place, l.log_index as id, l.request
      from raft.raft_log l
      where l.node_id = p_step.node_id and l.log_index > greatest(p_step.last_applied, p_step.noop_index)
        and l.request is not null
      union all
      select 2, 0, p_step.config_request where p_step.config_request is not null
      union all
      select 3, r.read_id, r.request from raft.raft_read r where r.node_id = p_step.node_id
      union all
      select 4, 0, p_step.transfer_request where p_step.transfer_request is not null
    ) r;
    delete from raft.raft_read r where r.node_id = p_step.node_id;
    p_step.peers := '{}';
    p_step.config_request := null;
    p_step.read_round := null;
    p_step.transfer_target := null;
    p_step.transfer_request := null;
    p_step.transfer_deadline := null;
    p_step.transfer_asked := false;
  end if;
  p_step.role := 'follower';
end
$$;
revoke all on function raft.become_follower from public;
