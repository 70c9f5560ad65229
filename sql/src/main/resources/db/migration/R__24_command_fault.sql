-- raft.command_fault: what is wrong with a command
-- Parameters: p_command, anything; null counts as a missing command.
-- Returns:    a sentence, or null if the state machine can apply the command.
create or replace function raft.command_fault(p_command jsonb) returns text
language plpgsql immutable as $$
declare
  v_op text := p_command ->> 'op';
begin
  return case
    when jsonb_typeof(p_command) is distinct from 'object' then 'it must be an object with "op"'
    when jsonb_typeof(p_command -> 'op') is distinct from 'string'
      or v_op not in ('put', 'delete', 'cas', 'append', 'register')
      then '"op" must be put, delete, cas, append or register'
    when v_op = 'register' then null
    when jsonb_typeof(p_command -> 'key') is distinct from 'string' then '"key" must be a text'
    when octet_length(p_command ->> 'key') > 1024 then '"key" must be at most 1024 bytes long'
    when v_op = 'put' and p_command -> 'value' is null then '"value" is missing'
    when v_op = 'cas' and (p_command -> 'value' is null or p_command -> 'expect' is null)
      then '"expect" or "value" is missing'
    when v_op = 'append' and jsonb_typeof(p_command -> 'value') is distinct from 'string'
      then '"value" must be a text'
  end;
end
$$;
revoke all on function raft.command_fault from public;

-- raft.is_put: whether a command is a put that the state machine can apply
-- Purpose:    nearly all commands are; this asks for less than raft.command_fault, and is no call.
-- Parameters: p_command.
-- Returns:    true only if raft.command_fault finds nothing wrong with it.
create or replace function raft.is_put(p_command jsonb) returns boolean
language sql immutable
return p_command -> 'op' = '"put"' and jsonb_typeof(p_command -> 'key') = 'string' and p_command ? 'value'
  and octet_length(p_command ->> 'key') <= 1024;
revoke all on function raft.is_put from public;
