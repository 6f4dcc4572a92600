/** Texts that do harm where a text is taken for something else: tests put them into every field. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  'javascript:alert(1)',
  '</title></style><iframe src=//evil.test>',
  ']]><!--<x>',
  '=HYPERLINK("http://evil.test","x")',
  '\u202egnp.exe\u202c \u2066x',
  '{{constructor.constructor("alert(1)")()}}${alert(1)}',
  '%0A::error::x\r\n::error file=a::x',
  '| a | [x](javascript:alert(1)) `b` \\ __proto__ constructor',
] as const
