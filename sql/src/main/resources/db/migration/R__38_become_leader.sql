-- raft.become_leader: an election is won
-- Purpose:    Candidate.2: take the lead of the term, append a noop at once and send it to all.
-- Parameters: p_step, the candidate's.
-- Returns:    the step.
-- Tables:     raft.raft_log.
-- Source:     Figure 2, Rules for Servers, Candidates and Leaders; dissertation 6.4 (the noop).
create or replace function raft.become_leader(inout p_step raft.step)
language plpgsql as $$
begin
  -- Candidate.2  votes of a majority: become leader
  p_step.rules := p_step.rules || 'Candidate.2'::text;
  p_step.role := 'leader';
  p_step.leader_id := p_step.node_id;
  p_step.votes_granted := '{}';
  p_step.votes_refused := '{}';
  p_step.election_timer := 'stop';
  p_step.heartbeat_timer := 'start';
  p_step := raft.set_peers(p_step);

  -- Leader.1  the first message of a leader carries its noop
  p_step.rules := p_step.rules || 'Leader.1'::text;
  -- Its term was flushed before it could win, and with it all that it had appended until then.
  p_step.stored_index := p_step.last_log_index;
  p_step := raft.append_entry(p_step, 'noop', null);
  p_step.noop_index := p_step.last_log_index;
  p_step := raft.advance_commit(p_step);
  p_step := raft.send_entries(p_step, null, false);
end
$$;
revoke all on function raft.become_leader from public;
