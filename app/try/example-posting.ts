/** A posting of an invented employer, written for this page: every level, a choice, and names that are no skills. */
export const examplePosting = {
  title: '',
  company: '',
  text: `Fernhill Tides (Series A) | Senior Backend Engineer | Berlin, Germany or remote (EU) | €75k–90k

We measure harbours. Our service takes in 40,000 readings a second and tells ships when to sail. The platform team likes to go to market early, to trust each other, and to swift decisions.

What we run: Go services and a little Python on Kubernetes (EKS), PostgreSQL and Kafka, all of it described in Terraform. We have no Jenkins and do not miss it.

What you bring
- 4+ years of experience with Go or Rust
- You have run Postgres under load
- Experience with AWS, GCP or Azure
- CI/CD with GitHub Actions

Nice to have
- Helm, Prometheus and Grafana
- Some Elixir

Our customers include Datadog and MongoDB. Write to jobs@fernhill.example, or react at https://fernhill.example/python.`,
}
