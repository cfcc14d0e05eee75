"""Addresses of AWS documentation pages that were copied without one.

Two layouts of copies are known: the former GitHub repositories (`<repository>/.../<page>.md`), and
mirrors that keep the path of the site (`<service>/latest/<guide>/<page>.md`).
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

SITE = "https://docs.aws.amazon.com"

REPOSITORIES = {
    "AWS-Kinesis-Video-Documentation": "kinesisvideostreams/latest/dg",
    "amazon-api-gateway-developer-guide": "apigateway/latest/developerguide",
    "amazon-athena-user-guide": "athena/latest/ug",
    "amazon-cloudwatch-events-user-guide": "AmazonCloudWatch/latest/events",
    "amazon-cloudwatch-logs-user-guide": "AmazonCloudWatch/latest/logs",
    "amazon-cloudwatch-user-guide": "AmazonCloudWatch/latest/monitoring",
    "amazon-codeguru-profiler-user-guide": "codeguru/latest/profiler-ug",
    "amazon-codeguru-reviewer-user-guide": "codeguru/latest/reviewer-ug",
    "amazon-comprehend-developer-guide": "comprehend/latest/dg",
    "amazon-dynamodb-developer-guide": "amazondynamodb/latest/developerguide",
    "amazon-ec2-auto-scaling-user-guide": "autoscaling/ec2/userguide",
    "amazon-ec2-user-guide": "AWSEC2/latest/UserGuide",
    "amazon-ecr-user-guide": "AmazonECR/latest/userguide",
    "amazon-ecs-developer-guide": "AmazonECS/latest/developerguide",
    "amazon-efs-user-guide": "efs/latest/ug",
    "amazon-eks-user-guide": "eks/latest/userguide",
    "amazon-elasticsearch-service-developer-guide": "elasticsearch-service/latest/developerguide",
    "amazon-emr-management-guide": "emr/latest/ManagementGuide",
    "amazon-eventbridge-user-guide": "eventbridge/latest/userguide",
    "amazon-forecast-developer-guide": "forecast/latest/dg",
    "amazon-fsx-lustre-user-guide": "fsx/latest/LustreGuide",
    "amazon-glacier-developer-guide": "amazonglacier/latest/dev",
    "amazon-guardduty-user-guide": "guardduty/latest/ug",
    "amazon-kendra-developer-guide": "kendra/latest/dg",
    "amazon-kinesis-data-analytics-developer-guide": "kinesisanalytics/latest/dev",
    "amazon-kinesis-data-firehose-developer-guide": "firehose/latest/dev",
    "amazon-kinesis-data-streams-developer-guide": "streams/latest/dev",
    "amazon-lex-developer-guide": "lex/latest/dg",
    "amazon-personalize-developer-guide": "personalize/latest/dg",
    "amazon-polly-developer-guide": "polly/latest/dg",
    "amazon-quicksight-user-guide": "quicksight/latest/user",
    "amazon-rds-user-guide": "AmazonRDS/latest/UserGuide",
    "amazon-redshift-developer-guide": "redshift/latest/dg",
    "amazon-redshift-management-guide": "redshift/latest/mgmt",
    "amazon-rekognition-custom-labels-developer-guide": "rekognition/latest/customlabels-dg",
    "amazon-rekognition-developer-guide": "rekognition/latest/dg",
    "amazon-s3-developer-guide": "AmazonS3/latest/dev",
    "amazon-sagemaker-developer-guide": "sagemaker/latest/dg",
    "amazon-sns-developer-guide": "sns/latest/dg",
    "amazon-sqs-developer-guide": "AWSSimpleQueueService/latest/SQSDeveloperGuide",
    "amazon-textract-developer-guide": "textract/latest/dg",
    "amazon-transcribe-developer-guide": "transcribe/latest/dg",
    "amazon-translate-developer-guide": "translate/latest/dg",
    "amazon-vpc-user-guide": "vpc/latest/userguide",
    "application-auto-scaling-user-guide": "autoscaling/application/userguide",
    "aws-auto-scaling-user-guide": "autoscaling/plans/userguide",
    "aws-batch-user-guide": "batch/latest/userguide",
    "aws-cdk-guide": "cdk/latest/guide",
    "aws-chatbot-admin-guide": "chatbot/latest/adminguide",
    "aws-cloudformation-user-guide": "AWSCloudFormation/latest/UserGuide",
    "aws-cloudtrail-user-guide": "awscloudtrail/latest/userguide",
    "aws-codeartifact-user-guide": "codeartifact/latest/ug",
    "aws-codebuild-user-guide": "codebuild/latest/userguide",
    "aws-codecommit-user-guide": "codecommit/latest/userguide",
    "aws-codedeploy-user-guide": "codedeploy/latest/userguide",
    "aws-codepipeline-user-guide": "codepipeline/latest/userguide",
    "aws-config-developer-guide": "config/latest/developerguide",
    "aws-cost-management-user-guide": "awsaccountbilling/latest/aboutv2",
    "aws-deep-learning-amis": "dlami/latest/devguide",
    "aws-direct-connect-user-guide": "directconnect/latest/UserGuide",
    "aws-glue-developer-guide": "glue/latest/dg",
    "aws-greengrass-developer-guide": "greengrass/latest/developerguide",
    "aws-iotanalytics-developer-guide": "iotanalytics/latest/userguide",
    "aws-kms-developer-guide": "kms/latest/developerguide",
    "aws-lambda-developer-guide": "lambda/latest/dg",
    "aws-organizations-docs": "organizations/latest/userguide",
    "aws-secrets-manager-docs": "secretsmanager/latest/userguide",
    "aws-serverlessrepo-developer-guide": "serverlessrepo/latest/devguide",
    "aws-service-catalog-admin-guide": "servicecatalog/latest/adminguide",
    "aws-step-functions-developer-guide": "step-functions/latest/dg",
    "aws-storagegateway-user-guide": "storagegateway/latest/userguide",
    "aws-support-user-guide": "awssupport/latest/user",
    "aws-transit-gateway-guide": "vpc/latest/tgw",
    "aws-xray-developer-guide": "xray/latest/devguide",
    "elb-application-load-balancers-user-guide": "elasticloadbalancing/latest/application",
    "iam-user-guide": "IAM/latest/UserGuide",
    "macie-user-guide": "macie/latest/userguide",
    "service-quotas-docs": "servicequotas/latest/userguide",
}
"""Repository of a guide to its folder on the site, as the guides' own image links give it."""

_SITE_PATH = re.compile(r"(?:^|/)([\w-]+/latest/[\w-]+)/([\w.-]+)\.(?:md|html)$")


def page_address(collection: str, path: str) -> str | None:
    """Return the address of a copied page, or None when its place does not give it away."""
    parts = PurePosixPath(collection, path).parts
    for part in parts[:-1]:
        if part in REPOSITORIES and path.endswith(".md"):
            return f"{SITE}/{REPOSITORIES[part]}/{PurePosixPath(path).stem}.html"
    found = _SITE_PATH.search("/".join(parts))
    return f"{SITE}/{found.group(1)}/{found.group(2)}.html" if found else None
