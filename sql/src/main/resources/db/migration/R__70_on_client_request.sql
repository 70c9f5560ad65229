-- raft.is_plain_put: whether a request is a put outside of sessions
-- Parameters: p_request.
-- Returns:    true only if nothing is wrong with it.
create or replace function raft.is_plain_put(p_request jsonb) returns boolean
language sql immutable
return jsonb_typeof(p_request -> 'request') = 'string' and not p_request ?| '{client,serial}'
  and raft.is_put(p_request -> 'command');
revoke all on function raft.is_plain_put from public;

-- raft.on_client_request: event ClientRequest
-- Parameters: p_step; p_event: requests, [{request, command, client, serial}].
-- Returns:    the step.
-- Tables:     raft.raft_log.
-- Source:     Figure 2, Rules for Servers, Leaders; dissertation 6.1 (finding the leader), 6.3 (sessions).
create or replace function raft.on_client_request(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_requests jsonb := raft.array_field(p_event, 'requests');
  v_count    int := jsonb_array_length(v_requests);
  v_plain    boolean;
  v_request  jsonb;
  v_fault    text;
  v_taken    jsonb[] := '{}';
begin
  -- Puts outside of sessions need no closer look at a leader; they are nearly all there are. Asked of the first one by
  -- itself, which is often the only one.
  v_plain := p_step.role = 'leader' and p_step.transfer_request is null and raft.is_plain_put(v_requests -> 0);
  if v_plain and v_count > 1 then
    v_plain := not exists (select from jsonb_array_elements(v_requests) r where raft.is_plain_put(r) is not true);
  end if;
  if v_plain is not true then
    for v_request in select r from jsonb_array_elements(v_requests) r loop
      perform raft.check_request(v_request);

      -- Client.1  only the leader takes requests
      if p_step.role <> 'leader' then
        p_step.rules := p_step.rules || 'Client.1'::text;
        p_step := raft.reply(p_step, v_request ->> 'request', 'not_leader',
          jsonb_build_object('leader', p_step.leader_id));
        continue;
      end if;

      -- Transfer.3  while leadership moves, nothing new enters the log
      if p_step.transfer_request is not null then
        p_step.rules := p_step.rules || 'Transfer.3'::text;
        p_step := raft.reply(p_step, v_request ->> 'request', 'rejected', '{"error":"transfer in progress"}');
        continue;
      end if;

      -- Client.2  a command that makes no sense does not reach the log
      v_fault := raft.command_fault(v_request -> 'command');
      if v_fault is not null then
        p_step.rules := p_step.rules || 'Client.2'::text;
        p_step := raft.reply(p_step, v_request ->> 'request', 'rejected',
          jsonb_build_object('error', 'bad command: ' || v_fault));
        continue;
      end if;

      v_taken := array_append(v_taken, v_request);
    end loop;
    v_requests := to_jsonb(v_taken);
    v_count := cardinality(v_taken);
  end if;

  if v_count > 0 then
    -- Leader.2  a command is appended to the log and answered once it is applied
    p_step.rules := p_step.rules || 'Leader.2'::text;
    insert into raft.raft_log (node_id, log_index, term, kind, command, at, client, serial, request)
    select p_step.node_id, p_step.last_log_index + t.place, p_step.current_term, 'command', t.request -> 'command',
           p_step.at, (t.request ->> 'client')::numeric, (t.request ->> 'serial')::numeric,
           t.request ->> 'request'
    from jsonb_array_elements(v_requests) with ordinality t (request, place);
    p_step.last_log_index := p_step.last_log_index + v_count;
    p_step.last_log_term := p_step.current_term;
    p_step.must_flush := p_step.must_flush or not p_step.parallel_append;
    p_step.rows_changed := raft.notify_log(p_step, p_step.last_log_index - v_count + 1, p_step.last_log_index);
    -- Only a single voter needs nobody else to commit it.
    if cardinality(p_step.voters) = 1 then
      p_step := raft.advance_commit(p_step);
    end if;
    p_step := raft.send_entries(p_step, null, false);
  end if;
end
$$;
revoke all on function raft.on_client_request from public;
