-- raft.on_client_request: event ClientRequest
-- Parameters: p_step; p_event: requests, [{request, command, client, serial}].
-- Returns:    the step.
-- Tables:     raft.raft_log, raft.raft_pending.
-- Source:     Figure 2, Rules for Servers, Leaders; dissertation 6.1 (finding the leader), 6.3 (sessions).
create or replace function raft.on_client_request(inout p_step raft.step, p_event jsonb)
language plpgsql as $$
declare
  v_requests jsonb := raft.array_field(p_event, 'requests');
  v_request  jsonb;
  v_fault    text;
  v_taken    jsonb[] := '{}';
  v_longest  int;
begin
  -- Puts outside of sessions need no closer look at a leader; they are nearly all there are.
  if p_step.role = 'leader' and p_step.transfer_request is null
    and jsonb_array_length(v_requests) = jsonb_array_length(jsonb_path_query_array(v_requests, '$[*] ? (
          @.type() == "object" && @.request.type() == "string" && !exists(@.client) && !exists(@.serial)
          && @.command.type() == "object" && @.command.op == "put" && exists(@.command.value)
          && @.command.key.type() == "string")')) then
    select array_agg(r.item), max(octet_length(r.item -> 'command' ->> 'key')) into v_taken, v_longest
    from jsonb_array_elements(v_requests) r (item);
    if v_longest <= 1024 then
      v_requests := '[]';
    else
      v_taken := '{}';
    end if;
  end if;
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

  if cardinality(v_taken) > 0 then
    -- Leader.2  a command is appended to the log and answered once it is applied
    p_step.rules := p_step.rules || 'Leader.2'::text;
    insert into raft.raft_log (node_id, log_index, term, kind, command, at, client, serial)
    select p_step.node_id, p_step.last_log_index + t.place, p_step.current_term, 'command', t.request -> 'command',
           p_step.at, (t.request ->> 'client')::numeric, (t.request ->> 'serial')::numeric
    from unnest(v_taken) with ordinality t (request, place);
    insert into raft.raft_pending (node_id, log_index, request)
    select p_step.node_id, p_step.last_log_index + t.place, t.request ->> 'request'
    from unnest(v_taken) with ordinality t (request, place);
    p_step.last_log_index := p_step.last_log_index + cardinality(v_taken);
    p_step.last_log_term := p_step.current_term;
    p_step.rows_changed := true;
    p_step.must_flush := p_step.must_flush or not p_step.parallel_append;
    perform raft.notify_log(p_step, p_step.last_log_index - cardinality(v_taken) + 1, p_step.last_log_index);
    -- Only a single voter needs nobody else to commit it.
    if cardinality(p_step.voters) = 1 then
      p_step := raft.advance_commit(p_step);
    end if;
    p_step := raft.send_entries(p_step, null, false);
  end if;
end
$$;
revoke all on function raft.on_client_request from public;
