/** One version of the taxonomy's data. */
export interface TaxonomyChange {
  /** Year, month and count of the change within it; stored with every fact. */
  version: string
  /** Day of the change, `YYYY-MM-DD`. */
  date: string
  /** What changed and why, for someone who finds a figure moved. */
  changes: string
  /** sha-256 of the data, as `taxonomy list` prints it: holds the version to the data. */
  contentHash: string
}

/**
 * Every version, newest first. Whoever changes a data file adds an entry with a new version; a test fails until then,
 * and the worker tags all postings again when it finds facts of an older version.
 */
export const changelog: readonly [TaxonomyChange, ...TaxonomyChange[]] = [
  {
    version: '2026.12.1',
    date: '2026-12-01',
    changes:
      '“Embedded C++” is C++, not C; React.Native, “continuous integrations” and “continuos integration” are found. Rules 2026.12.1 of the same day drop what earned nothing: see docs/decisions.md.',
    contentHash: '01bee459882bbcb1a4147490f68c5d0dd182e28a83daf1f32e5f85a22eb55ad0',
  },
  {
    version: '2026.11.13',
    date: '2026-11-30',
    changes:
      'Names that 2,400 fresh readings missed: Express of “Node/Express”, EC2 and S3 of “Amazon EC2/S3” (which named AWS alone), ecs, elb and kvm in small letters beside their kind, jasmine, Jest.js, Swift UI, Jenkins CI, Azure SQL Data Warehouse, service reliability engineers, Redhat, maven and hg in small letters, SQL Alchemy, CloudSQL, the pyramid web framework, Rubyists and Pythonistas. Told apart: ECS of games, backbone networks, container engines that are not Google’s, React Three Fiber, Aurora of Mesos, links to somebody’s GitHub.',
    contentHash: '106580e788db790ac58e937b72800b648101c372f0a0b45806afb77453b8146b',
  },
  {
    version: '2026.11.12',
    date: '2026-11-30',
    changes:
      'Misspellings that several postings share are found (Posgresql, Typscript, Kubernetis, Pyhton, severless and some forty more), and names written in one word: CitusDB, .NETCore, EntityFramework, AzureDevOps, Open CV; EF5 and EF6, Sonar among build tools, continuous deploys. A serverless framework in small letters is no product; assembly of goods, VB Script, PlayStation Vue and Prometheus Research are told apart.',
    contentHash: '7313d841f2ce96dbfd49b6d37d74079a0118c9ef58db687f68004be40a008ecc',
  },
  {
    version: '2026.11.11',
    date: '2026-11-30',
    changes:
      'A space inside a name of signs parts nothing: C #, F #, C ++, Node .js, PL / SQL. A custom service bus, pager duty as nights on call and SQL injection are told apart; Playframework is found; Apollo GraphQL names GraphQL as well. Names that five postings or more hold and no skill had are added: ROS, Metal, QML, Flow of React, Shiny, XState, Babylon.js, PixiJS, Contentful, Strapi, Galera.',
    contentHash: 'd275fc62bb509c76b3bca4c5c60cf5ef993100b390c0f03fb3ead19bc8e4dbca',
  },
  {
    version: '2026.11.10',
    date: '2026-11-30',
    changes:
      'Read by skill in 80,000 postings: profiles on GitHub asked for, Amazon as a shop, “less experience”, SaaS misspelt, Beanstalk as a queue and companies that bear the name of a product (Swarm, Vault, Relay, Next Century, Calico) are told apart; a container with a capital is found. Names that lists of technologies hold and no skill had are added: Bower, Stylus, Rollup, Polymer, Aurelia, Vuetify, Highcharts, Leaflet, Mapbox, WebGPU, Enzyme, Chai, Karma, TestNG, Unreal Engine, OpenCL, DirectX, Vulkan, Beautiful Soup, Plotly, Livewire, Absinthe, re-frame, Windows Forms, Capacitor, Gensim, OrientDB, PostGraphile, JBoss, libvirt, Fedora.',
    contentHash: '115ec522f80ef4430db8909c052ee3aed0dc3c0b12a7ad39631e9d4e4e890d13',
  },
  {
    version: '2026.11.9',
    date: '2026-11-30',
    changes:
      'Names of the 2020s are added: Phoenix LiveView, Oban, ZIO, Cats Effect, Pekko, Javalin, Litestar, Hono, Kysely, Turborepo, Testcontainers, LocalStack, Nextflow, Unity Catalog, Microsoft Fabric, LanceDB, RisingWave, Kyverno, Trivy, Dapr; medical records (EMR) and Arrow of Kotlin are told apart.',
    contentHash: 'f8359e7948bc85ecdbd9ec3e0fd899cdc745ac9fd03c48f4f233391165ae33fa',
  },
  {
    version: '2026.11.8',
    date: '2026-11-30',
    changes:
      'Further spellings of data engineering: Map/Reduce, DeltaLake, SparkSQL, Spark MLlib, HiveQL, Twitter Storm, Dbt, dask and polars; Cascading is found beside Hadoop.',
    contentHash: '3307eb1ca7120cd4d89b6c7c4d635f0e295c07ada9c30a16bcb84ff30bd899f6',
  },
  {
    version: '2026.11.7',
    date: '2026-11-30',
    changes:
      'Names that lists of technologies in postings hold and no skill had are added (test libraries, build tools, Kiali, MCollective, QEMU, VPNs, media libraries); “SREs” is site reliability engineering; Apache Aurora, dataflow languages and institutes called Prometheus are told apart.',
    contentHash: '8e397752629f687318e0d166b3080014d3a49a7f7e7c43f7c79ca323c547c833',
  },
  {
    version: '2026.11.6',
    date: '2026-11-23',
    changes: 'SignalR was public in 2011; Nest the company is told apart from the framework.',
    contentHash: '7b1ec6ea971c789ab6a100294b3aa4290eb0c9c63b1c9aaadf918f03cda8085a',
  },
  {
    version: '2026.11.5',
    date: '2026-11-23',
    changes:
      'SAS, SPSS and Stata are told apart from companies and airlines and vouch for R beside them; “work less” is no style sheet.',
    contentHash: 'c3eb6bf167330afd2caf0e911fbfa89f61127a874a557890fc6d371d87f98118',
  },
  {
    version: '2026.11.4',
    date: '2026-11-23',
    changes:
      'A hundred names of newer postings are added: model platforms and model families, front-end and Rust libraries, warehouses and storage services of the clouds; Elastic MapReduce and Cloud Composer are found by these names.',
    contentHash: '4d294a53e0b61828f6eabf05a93d83500526146cdc24c718b97ee3efab53b23c',
  },
  {
    version: '2026.11.3',
    date: '2026-11-23',
    changes:
      'Blocks that cost true names are lifted (Spring, Oracle, Phoenix, Relay, R beside a slash), and a few more words are told apart (Flux of React, Dagger of Android, Harbor, Bash the shop).',
    contentHash: 'd2da55daa304eca8226273aae5648614c57b9478f1a5c7a33d0343b888b04f13',
  },
  {
    version: '2026.11.2',
    date: '2026-11-23',
    changes:
      'Years and links checked against the postings themselves and the CNCF and CD Foundation landscapes, 21 years and 11 links corrected; 178 skills added that postings name often (test, build and browser tools, Linux distributions, Hadoop’s companions, reporting); names that tags before their year or reading showed to be wrong are told apart (React’s Flux, Copilot, Gemini, Synapse, Argo, JAX-RS, IAC the company).',
    contentHash: '2ea9b5ccc4b3d5d24f130e6b54bc93881f9fbf3049294ef74bb698d4e52b751b',
  },
  {
    version: '2026.11.1',
    date: '2026-11-23',
    changes:
      'First version that is kept: the skills of the project’s list and of its own reading of postings, in fourteen families, with their spellings, what they imply and which words around an ambiguous name speak for or against it.',
    contentHash: '8bbd0d79984001c30d3edf8f1403fe1a1a1e7f3e89894fb601875b48320d129b',
  },
]
