/** Why no check at the budget standard finds some mutants, with their names. */
export const survivors: Readonly<Record<string, readonly string[]>> = {
  'it delivers the same file under another path, as a conforming server with a name for people at its end does':
    ['serves any path that begins with the signed one'],
  'it shows for an invalid value that needs a request of its own, for which the budget has no room': [
    'reads numbers with zeros in front',
    'reads True and None',
    'reads names without quotation marks',
    'detects UTF-16',
    'fails on OPTIONS',
    'answers TRACE with the request',
  ],
  'it shows for an id that needs a request of its own, for which the budget has no room': [
    'compares the characters of ids in any order',
    'finds a file by the path of its object',
    'fails on ids that only look like a UUID',
    'shows a foreign file whose id has a blank at its end',
  ],
  'the right key is there, in a form that is not excluded': ['takes the last of several keys'],
  'what a member, a parameter or a header field means that no document declares is left open': [
    'prefers a lifetime in the query',
    'calls back',
    'points to the host that X-Forwarded-Host names',
  ],
  'what a body with two different values of one member means is left open (RFC 8259 §4), so that none is sent':
    ['validates the first lifetime and gives the last', 'checks the first fileId and gives the last'],
  'servers that every vendor may have in front do it too: CGI takes one name for the other, httpd a part of any answer':
    ['takes the tenant from Tenant_ID', 'answers the part of the JSON that Range asks for'],
  'another representation for a client that asks for it is left open': ['answers XML to a browser'],
  'how long a header field may be is left open, and what stands in front of a server answers then': [
    'lets the proxy answer to a long key',
    'lets the proxy answer to a long tenant',
  ],
  'any coding is acceptable to a client that names none (RFC 9110 §12.5.3)': [
    'codes answers with gzip that are asked for without',
  ],
  'a server may want a length (RFC 9110 §15.5.12)': ['reads nothing of a body in chunks'],
  'the suite sends no such request, as hardly a client does': [
    'wants one blank after Bearer',
    'refuses clients that do not say who they are',
    'does not know Expect',
  ],
  'the catalogue has ranges for information only (DL-10)': ['takes any If-Range for the current one'],
  'how long storage lets content be cached, and what becomes of the URLs of a deleted file, is left open': [
    'lets every cache keep what lies behind a URL for a day',
    'keeps deleted files readable by their old URLs',
    'an upload brings a deleted file back',
    'keeps the entity tag when a file is replaced',
  ],
  'nothing but a SHOULD tells of it: ROB-02, ERR-08 or UPL-21 warns': [
    'drops the connection on large bodies',
    'keeps the key in a cookie of each answer',
    'an upload URL dies of an upload of another type',
  ],
  'it shows for a content, a type, a name or two names that nothing is uploaded with at this budget': [
    'a name with dots reaches the object of another file',
    'takes names that differ in case for one',
    'renames what Windows reserves',
    'takes the drive off names',
  ],
  'the suite breaks off no upload at this budget, because careless servers end at it and leave the rest undecided':
    ['makes an empty file as soon as an upload begins', 'stores what came of an upload that broke off'],
  'it shows in the one request right after another of a certain kind': [
    'rejects a lifetime once and takes it when it is asked for again',
  ],
  'a lifetime in whole minutes is left open': ['loses the fraction of a lifetime below two minutes'],
  'a run is over before it shows': [
    'gives equal requests of half a minute one URL and each its own expiry',
    'reads the clock once',
  ],
  'a key in pieces is not looked for': ['shows the key in two halves'],
  'nobody told the suite who owns a tenant': ['tells who the tenant belongs to'],
};
