<#-- A line a part: name, artifact, version, licences, address; what the window's About shows. -->
<#list dependencyMap as entry>
<#assign part = entry.getKey()>
<#assign licences = entry.getValue()>
${(part.name)!part.artifactId}	${part.groupId}:${part.artifactId}	${part.version}	${licences?join(", ")}	${(part.url)!""}
</#list>
