# Run once, by the first start of the database server: one role and one database for each service.
create() {
  psql -v ON_ERROR_STOP=1 -v name="$1" -v password="$2" -U postgres <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke all on database :"name" from public;
SQL
}
# In a shell of its own: the server's start script reads this file into itself.
(
  set -eu
  create gateway "$PASSWORD_GATEWAY"
  create smartobject "$PASSWORD_SMARTOBJECT"
  create process "$PASSWORD_PROCESS"
  create widget "$PASSWORD_WIDGET"
  create element "$PASSWORD_ELEMENT"
  create objecttype "$PASSWORD_OBJECTTYPE"
)
