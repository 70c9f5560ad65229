-- raft.reply: adds an answer to a client to the step's actions
-- Parameters: p_step; p_request, the client's id of its request; p_status; p_fields, what the status brings along, an object.
-- Returns:    the step.
create or replace function raft.reply(inout p_step raft.step, p_request text, p_status text, p_fields jsonb)
language plpgsql as $$
begin
  p_step.replies := array_append(p_step.replies,
    (jsonb_build_object('request', p_request, 'status', p_status) || p_fields)::text);
end
$$;
revoke all on function raft.reply from public;
