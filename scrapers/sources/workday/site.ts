export interface WorkdaySite {
  host: string
  /** Address under which the site answers with JSON. */
  api: string
  /** Public page. */
  page: string
}

/** `nvidia.wd5/NVIDIAExternalCareerSite`: tenant, data centre and site. */
export const workdaySlug = /^[a-z0-9][a-z0-9_-]{0,62}\.wd\d{1,3}\/[a-z0-9_.-]{1,100}$/i

export function siteOf(slug: string): WorkdaySite {
  const [tenantHost = '', site = ''] = slug.split('/')
  const host = `${tenantHost.toLowerCase()}.myworkdayjobs.com`
  const tenant = tenantHost.split('.')[0] ?? ''
  return {
    host,
    api: `https://${host}/wday/cxs/${encodeURIComponent(tenant)}/${encodeURIComponent(site)}`,
    page: `https://${host}/${encodeURIComponent(site)}/`,
  }
}

/** Id of a job: the last part of its path, which stays when its place is renamed. */
export const idOfPath = (path: string): string => path.split('/').pop() ?? ''
