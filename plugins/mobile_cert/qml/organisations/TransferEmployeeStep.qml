pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import MobileCert

// 选择员工: who is to become the administrator.
WizardStep {
    id: step

    required property TransferViewModel vm

    EmptyState {
        visible: step.vm.employees.state === "empty"
        iconName: "user"
        text: qsTr("没有可转让的员工，请先邀请成员加入机构。")
        action: qsTr("邀请成员")
        onActionClicked: step.vm.invite()
    }
    AppText {
        Layout.fillWidth: true
        visible: step.vm.employees.count > 0
        muted: true
        text: qsTr("请选择要转让的员工。转让后，您将成为该机构的员工；您以管理员身份办理的机构证书和印章随即注销，未完成的订单取消，由新管理员另行办理。")
    }
    AppCard {
        visible: step.vm.employees.count > 0

        Repeater {
            model: step.vm.employees

            ListRow {
                required property int index
                required property string candidateId
                required property string detail
                required property bool chosen
                required title

                objectName: "employee" + index
                iconName: "user"
                subtitle: detail
                badge: chosen ? qsTr("已选择") : ""
                badgeKind: "success"
                chevron: false
                onClicked: step.vm.chooseEmployee(candidateId)
            }
        }
    }
}
