"""What the console calls states, actions and channels."""

from __future__ import annotations

from authority.orders.states import OrderState
from authority.organisations.states import MembershipState, Role

STATES = {
    OrderState.DRAFT: "填写中",
    OrderState.PENDING_PAYMENT: "待支付",
    OrderState.REVIEWING: "审核中",
    OrderState.REJECTED: "审核不通过",
    OrderState.APPROVED: "待安装",
    OrderState.ISSUED: "安装中",
    OrderState.INSTALLED: "已安装",
    OrderState.FINISHED: "已完成",
    OrderState.CANCELLED: "已取消",
}
ROLES = {Role.ADMINISTRATOR: "管理员", Role.LEGAL_REPRESENTATIVE: "法定代表人", Role.EMPLOYEE: "员工"}
MEMBERSHIP_STATES = {
    MembershipState.REQUESTED: "待审核",
    MembershipState.INVITED: "待接受邀请",
    MembershipState.ACTIVE: "已关联",
    MembershipState.REJECTED: "已拒绝",
    MembershipState.WITHDRAWN: "已撤回",
    MembershipState.DECLINED: "已谢绝",
    MembershipState.REVOKED: "邀请已取消",
    MembershipState.LEFT: "已退出",
    MembershipState.REMOVED: "已移出",
}
DOCUMENTS = {"business_licence": "营业执照", "deed": "管理员转让授权委托书"}
CHANNELS = {"wechat": "微信支付", "alipay": "支付宝", "bank": "银行转账"}
PAYMENT_STATES = {
    "pending": "待支付",
    "paid": "已支付",
    "failed": "失败",
    "expired": "已超时",
    "refunding": "待退款",
    "refunded": "已退款",
}
CERTIFICATE_STATES = {"good": "有效", "hold": "待安装", "revoked": "已注销", "expired": "已过期"}
REVOCATION_REASONS = {
    "key_compromise": "密钥泄露或设备遗失",
    "affiliation_changed": "证书信息已变更",
    "cessation_of_operation": "不再使用",
    "privilege_withdrawn": "违反协议或资料不实",
}
REJECT_REASONS = (
    "身份证照片不清晰，请重新上传",
    "手写签名不清晰或与姓名不一致",
    "申请表信息与证件不一致",
    "证件已过有效期",
)
ACTIONS = {
    "order.created": "创建订单",
    "order.signed": "在线签署",
    "order.invoice_set": "填写开票信息",
    "order.authorised": "申请人授权",
    "order.approved": "审核通过",
    "order.rejected": "审核不通过",
    "order.cancelled": "取消订单",
    "payment.started": "发起支付",
    "payment.paid": "支付成功",
    "payment.failed": "支付失败",
    "payment.expired": "支付超时",
    "payment.surplus": "多余付款，待退款",
    "payment.refunding": "付款待退回",
    "payment.refunded": "已退款",
    "invoice.made": "开具发票",
    "invoice.voided": "发票作废",
    "certificate.issued": "签发证书",
    "certificate.installed": "安装证书",
    "certificate.revoked": "注销证书",
    "account.registered": "注册账号",
    "account.password_set": "设置密码",
    "account.closed": "注销账号",
    "session.opened": "登录",
    "person.verified": "实名认证",
    "person.changed": "个人信息变更",
    "organisation.registered": "机构认证",
    "organisation.dissolved": "机构注销",
    "organisation.viewed": "查看机构",
    "organisation.document_viewed": "查看机构证照",
    "transfer.begun": "发起管理员转让",
    "administration.transferred": "管理员转让",
    "organisation.changed": "机构信息变更",
    "person.viewed": "查看用户",
    "order.viewed": "查看订单",
    "transfer.received": "核验到账",
    "transfer.missing": "核验未到账",
    "console.opened": "登录后台",
    "console.refused": "登录后台失败",
    "console.closed": "退出后台",
    "setting.changed": "修改设置",
    "price.changed": "修改价格",
    "platform.changed": "修改交易平台",
    "application.made": "自助申请证书",
    "application.renewal": "自助续期证书",
    "application.approve": "自助申请审核通过",
    "application.reject": "自助申请审核不通过",
    "unit.added": "新增单位",
    "unit.viewed": "查看单位",
    "unit.open": "恢复单位自助办理",
    "unit.close": "停止单位自助办理",
    "unit.person_registered": "单位预先登记",
    "token_pin.deposited": "登记解锁",
    "token_pin.confirmed": "登记解锁完成",
    "token_pin.withdrawn": "撤回登记解锁",
    "token_pin.delivered": "短信验证解锁",
    "self_service.viewed": "查看自助申请",
    "clerk.added": "添加人员",
    "clerk.changed": "修改人员",
    "clerk.password_set": "重置后台密码",
}


def actor_title(actor: str) -> str:
    """Who did something, for people."""
    kind, _, name = actor.partition(":")
    return {"account": "申请人", "clerk": f"审核员 {name}", "automatic": "自动审核", "system": "系统"}.get(kind, actor)


def yuan(fen: int) -> str:
    """`400.00`."""
    return f"{fen / 100:.2f}"
